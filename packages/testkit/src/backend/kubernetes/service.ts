import { serviceNameOf, type Workload } from '../workload.ts';

/** A workload's Service, as the backend shows it. */
export function serviceOf(workload: Workload): Record<string, unknown> {
  return {
    name: serviceNameOf(workload),
    type: 'ClusterIP',
    clusterIP: `10.96.${Math.floor(workload.serial / 250)}.${(workload.serial % 250) + 1}`,
    ports: workload.ports.map(({ name, port, protocol, targetPort }) => ({
      app_protocol: null,
      name,
      node_port: null,
      port,
      protocol,
      target_port: targetPort,
    })),
  };
}
