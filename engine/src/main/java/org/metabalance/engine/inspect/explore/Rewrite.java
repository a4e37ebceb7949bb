package org.metabalance.engine.inspect.explore;

import java.util.List;

/**
 * One step of the compiler's rewriting: one operation replaced.
 *
 * @param pass how many times the whole was gone through, from 1
 * @param operation the place on the recorded tape of what was replaced; -1 for the first step, in which what
 *     nothing needs is left out, and for the last one, which is what the program is made of
 * @param rules by which, the innermost first
 * @param before the operation as text
 * @param after what stands for it now
 * @param multiplyAdds of all matrix products that are left after the step
 * @param operations how many operations are left after the step
 * @param gone the places on the recorded tape of what nothing stands for any more since this step
 */
public record Rewrite(
        int pass,
        int operation,
        List<String> rules,
        String before,
        String after,
        long multiplyAdds,
        int operations,
        List<Integer> gone) {}
