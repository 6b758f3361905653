import { BlockList, isIPv4 } from 'node:net';

const privateNetworks = new BlockList();
privateNetworks.addSubnet('10.0.0.0', 8);
privateNetworks.addSubnet('172.16.0.0', 12);
privateNetworks.addSubnet('192.168.0.0', 16);
privateNetworks.addSubnet('127.0.0.0', 8);
privateNetworks.addSubnet('169.254.0.0', 16);

/** Whether the real backend takes a host for a private one; it lets 0.0.0.0 through. */
export function isPrivateHost(host: string): boolean {
  return host === 'localhost' || (isIPv4(host) && privateNetworks.check(host));
}
