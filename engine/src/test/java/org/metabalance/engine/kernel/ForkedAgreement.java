package org.metabalance.engine.kernel;

/**
 * A program for JVMs with other flags than the tests' own: prints the kernels chosen and whether
 * they agree with the scalar ones.
 */
final class ForkedAgreement {

    private ForkedAgreement() {}

    /** Checks the kernels chosen by the system properties; exit code 0 if all agrees. */
    public static void main(String[] arguments) {
        Kernels kernels = Kernels.current();
        Agreement.of(kernels).forEach(Agreement::checkAll);
        System.out.println("agreed: " + kernels);
    }
}
