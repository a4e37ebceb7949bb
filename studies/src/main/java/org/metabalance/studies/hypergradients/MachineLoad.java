package org.metabalance.studies.hypergradients;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.metabalance.studies.runner.JsonNumbers;
import org.metabalance.studies.runner.Result;
import tools.jackson.databind.node.ObjectNode;

/**
 * How busy the machine was with other things while one thread was timed.
 *
 * @param cpuShare the thread's processor time over the time that passed: less than 1 if it had to wait
 * @param otherLoad the part of all processors that other processes used, 0 to 1; NaN if this system does
 *     not tell
 */
record MachineLoad(double cpuShare, double otherLoad) {
    /** A thread that nobody disturbs has nearly all of a processor. */
    private static final double LEAST_SHARE = .95;

    private static final double MOST_OTHER = .1;

    /** The beginning of a measurement. */
    static final class Watch {
        private static final OperatingSystemMXBean SYSTEM = ManagementFactory
                .getPlatformMXBean(OperatingSystemMXBean.class);
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        private final long begin;
        private final long cpuBegin;

        /** Begins in the thread that is timed. */
        Watch() {
            // both answer for the time since they were last asked
            SYSTEM.getCpuLoad();
            SYSTEM.getProcessCpuLoad();
            cpuBegin = THREADS.getCurrentThreadCpuTime();
            begin = System.nanoTime();
        }

        /** Returns the load from the beginning until now. */
        MachineLoad end() {
            double passed = System.nanoTime() - begin;
            double share = (THREADS.getCurrentThreadCpuTime() - cpuBegin) / passed;
            double all = SYSTEM.getCpuLoad();
            double own = SYSTEM.getProcessCpuLoad();
            return new MachineLoad(
                    share, all < 0 || own < 0 ? Double.NaN : Math.max(0, all - own));
        }
    }

    /** Whether a time measured meanwhile says more of the machine than of the program. */
    boolean busy() {
        return !(cpuShare >= LEAST_SHARE) || otherLoad > MOST_OTHER;
    }

    void write(ObjectNode values) {
        JsonNumbers.put(values, "cpuShare", cpuShare);
        JsonNumbers.put(values, "otherLoad", otherLoad);
    }

    /** Returns what {@link #write} wrote; not a number where it wrote nothing, which is busy. */
    static MachineLoad of(Result result) {
        return new MachineLoad(result.number("cpuShare"), result.number("otherLoad"));
    }
}
