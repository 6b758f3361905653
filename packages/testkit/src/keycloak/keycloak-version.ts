/** The Keycloak that the test kit's table of answers was taken from. */
export const keycloakVersion = '26.7.3';

/** What a Keycloak of this version needs to run. */
export const neededJava = 17;

/** The name of the distribution's zip without its ending, and of the folder that it is unpacked into. */
export const distributionName = `keycloak-quarkus-dist-${keycloakVersion}`;

/** Brings the distribution into Maven's local repository, where it is found. */
export const downloadCommand = `mvn -q -B dependency:get -Dartifact=org.keycloak:keycloak-quarkus-dist:${keycloakVersion}:zip -Dtransitive=false`;
