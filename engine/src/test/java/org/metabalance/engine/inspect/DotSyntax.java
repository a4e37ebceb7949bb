package org.metabalance.engine.inspect;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the part of Graphviz's language that is written here, strictly. */
final class DotSyntax {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(->|[\\[\\]{}=,;])|([A-Za-z_][A-Za-z_0-9]*|-?[0-9.]+)|\"((?:[^\"\\\\\\n]|\\\\.)*)\")");

    private final String text;
    private final Matcher matcher;
    private final Set<String> boxes = new HashSet<>();
    private final Set<String> ends = new HashSet<>();
    private String token;

    private DotSyntax(String text) {
        this.text = text;
        this.matcher = TOKEN.matcher(text);
        next();
    }

    /** Returns the boxes; an error in the text, or an arrow to or from no box, is an exception. */
    static Set<String> check(String text) {
        DotSyntax syntax = new DotSyntax(text);
        syntax.expect("digraph");
        syntax.next();
        syntax.block();
        if (syntax.token != null) {
            throw syntax.error("the end");
        }
        for (String end : syntax.ends) {
            if (!syntax.boxes.contains(end)) {
                throw new IllegalArgumentException(
                        "dot: needs a box for each end of an arrow, got " + end);
            }
        }
        return syntax.boxes;
    }

    private void block() {
        expect("{");
        while (!"}".equals(token)) {
            statement();
            if (";".equals(token)) {
                next();
            }
        }
        expect("}");
    }

    private void statement() {
        String first = token;
        next();
        switch (token) {
            case "=" -> {
                next();
                next();
            }
            case "->" -> {
                next();
                ends.add(first);
                ends.add(token);
                next();
                attributes();
            }
            case "[" -> {
                if (!Set.of("node", "edge", "graph").contains(first) && !boxes.add(first)) {
                    throw new IllegalArgumentException(
                            "dot: needs one box of a name, got another " + first);
                }
                attributes();
            }
            default -> {
                if (!first.equals("subgraph")) {
                    throw error("a statement");
                }
                next();
                block();
            }
        }
    }

    private void attributes() {
        if ("[".equals(token)) {
            do {
                next();
                next();
                expect("=");
                next();
            } while (",".equals(token));
            expect("]");
        }
    }

    private void expect(String wanted) {
        if (!wanted.equals(token)) {
            throw error(wanted);
        }
        next();
    }

    private void next() {
        int from = token == null ? 0 : matcher.end();
        if (text.substring(from).isBlank()) {
            token = null;
            return;
        }
        if (!matcher.find(from) || matcher.start() != from) {
            throw error("a token");
        }
        token = matcher.group(1) != null
                ? matcher.group(1)
                : matcher.group(2) != null ? matcher.group(2) : '"' + matcher.group(3);
    }

    private IllegalArgumentException error(String wanted) {
        int at = token == null ? 0 : matcher.end();
        return new IllegalArgumentException(
                "dot: needs " + wanted + ", got "
                        + text.substring(Math.max(0, at - 40), Math.min(text.length(), at + 40)));
    }
}
