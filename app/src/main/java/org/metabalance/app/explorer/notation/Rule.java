package org.metabalance.app.explorer.notation;

import java.util.List;

/**
 * What a primitive computes and what its arguments receive, in TeX: y is the result, a bar marks what a tensor
 * receives.
 *
 * @param value of the result
 * @param adjoints one for each argument that has a derivative; none if no derivative path leads through
 * @param remark what the formulas do not say, empty if they say all
 */
public record Rule(String value, List<String> adjoints, String remark) {
    static Rule of(String value, String... adjoints) {
        return new Rule(value, List.of(adjoints), "");
    }

    Rule but(String remark) {
        return new Rule(value, adjoints, remark);
    }
}
