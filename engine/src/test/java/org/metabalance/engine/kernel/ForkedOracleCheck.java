package org.metabalance.engine.kernel;

/**
 * A program for JVMs with other flags than the tests' own: prints the kernels chosen and whether
 * they agree with the scalar ones.
 */
final class ForkedOracleCheck {

    private ForkedOracleCheck() {}

    /**
     * Checks the kernels chosen by the system properties; exit code 0 if they agree.
     *
     * @param arguments "all" to check everything, otherwise a sample
     */
    public static void main(String[] arguments) {
        Kernels kernels = Kernels.current();
        boolean all = arguments.length == 1 && arguments[0].equals("all");
        OracleCheck.of(kernels).forEach(all ? OracleCheck::checkAll : OracleCheck::where);
        System.out.println("agreed: " + kernels);
    }
}
