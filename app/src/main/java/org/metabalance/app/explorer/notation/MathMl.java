package org.metabalance.app.explorer.notation;

import java.io.StringWriter;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Formulas in a small part of TeX's language, as MathML, which browsers show without any help: letters, numbers
 * and operators; {@code ^}, {@code _} and braces; {@code \frac}, {@code \sqrt}, {@code \bar}, {@code \text};
 * {@code \cases}, whose argument has lines ended by {@code \\} and columns parted by {@code &}; names of
 * functions and Greek letters.
 */
public final class MathMl {
    private static final Map<String, String> OPERATORS = Map.ofEntries(
            Map.entry("cdot", "⋅"), Map.entry("odot", "⊙"), Map.entry("top", "⊤"),
            Map.entry("sum", "∑"), Map.entry("int", "∫"), Map.entry("lfloor", "⌊"),
            Map.entry("rfloor", "⌋"), Map.entry("lceil", "⌈"), Map.entry("rceil", "⌉"),
            Map.entry("le", "≤"), Map.entry("ge", "≥"), Map.entry("ne", "≠"),
            Map.entry("lbrace", "{"), Map.entry("in", "∈"), Map.entry("star", "⋆"),
            Map.entry("times", "×"), Map.entry("dots", "…"), Map.entry("quad", "\u2003"),
            Map.entry("partial", "∂"), Map.entry("mid", "∣"), Map.entry("sim", "∼"));
    private static final Map<String, String> LETTERS = Map.of(
            "pi", "π", "sigma", "σ", "infty", "∞", "theta", "θ", "ell", "ℓ", "pm", "±");
    private static final Set<String> FUNCTIONS = Set.of(
            "exp", "log", "sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh",
            "tanh", "arsinh", "arcosh", "artanh", "erf", "erfc", "max", "min", "sign", "round",
            "trunc", "argmax", "argsort", "softplus");

    private final String text;
    private final XMLStreamWriter out;
    private int at;

    private MathMl(String text, XMLStreamWriter out) {
        this.text = text;
        this.out = out;
    }

    /**
     * Returns a formula as a {@code math} element.
     *
     * @throws IllegalArgumentException if a command is unknown or a brace is missing
     */
    public static String of(String tex) {
        StringWriter written = new StringWriter();
        try {
            XMLStreamWriter out = XMLOutputFactory.newDefaultFactory()
                    .createXMLStreamWriter(written);
            out.writeStartElement("math");
            MathMl formula = new MathMl(tex, out);
            formula.row('\0');
            out.writeEndElement();
            out.flush();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return written.toString();
    }

    /** Writes items up to {@code end}, which is passed over; the end of the text if that is 0. */
    private void row(char end) throws XMLStreamException {
        while (more() && text.charAt(at) != end) {
            item();
        }
        if (end != 0) {
            expect(end);
        }
    }

    private boolean more() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at < text.length();
    }

    private void expect(char c) {
        if (!more() || text.charAt(at) != c) {
            throw new IllegalArgumentException(
                    "formula: '" + c + "' is missing at " + at + " of " + text);
        }
        at++;
    }

    /** An atom with what stands above and below it: that is looked for first, as MathML names it first. */
    private void item() throws XMLStreamException {
        int begin = at;
        skipAtom();
        int afterAtom = at;
        boolean below = false;
        boolean above = false;
        while (more() && (text.charAt(at) == '_' || text.charAt(at) == '^')) {
            below |= text.charAt(at) == '_';
            above |= text.charAt(at) == '^';
            at++;
            more();
            skipAtom();
        }
        at = begin;
        if (below || above) {
            boolean sum = text.startsWith("\\sum", begin);
            out.writeStartElement(below && above
                    ? sum ? "munderover" : "msubsup"
                    : below ? sum ? "munder" : "msub" : "msup");
        }
        atom();
        if (below || above) {
            script(afterAtom, '_');
            script(afterAtom, '^');
            out.writeEndElement();
        }
    }

    /** Writes the script of a kind that follows an atom; leaves off behind all scripts. */
    private void script(int from, char kind) throws XMLStreamException {
        at = from;
        while (more() && (text.charAt(at) == '_' || text.charAt(at) == '^')) {
            boolean wanted = text.charAt(at) == kind;
            at++;
            more();
            if (wanted) {
                atom();
            } else {
                skipAtom();
            }
        }
    }

    private void skipAtom() {
        if (!more()) {
            throw new IllegalArgumentException("formula: something is missing behind " + text);
        }
        char c = text.charAt(at);
        if (c == '{') {
            at = closing(at) + 1;
        } else if (c == '\\') {
            String command = command();
            for (int i = 0; i < arguments(command); i++) {
                more();
                skipAtom();
            }
        } else if (Character.isDigit(c)) {
            number();
        } else {
            at++;
        }
    }

    private int closing(int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("formula: '}' is missing in " + text);
    }

    private String command() {
        int begin = ++at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        return text.substring(begin, at);
    }

    private static int arguments(String command) {
        return switch (command) {
            case "frac" -> 2;
            case "sqrt", "bar", "text", "cases", "mathrm" -> 1;
            default -> 0;
        };
    }

    private String number() {
        int begin = at;
        while (at < text.length()
                && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        return text.substring(begin, at);
    }

    private void atom() throws XMLStreamException {
        more();
        char c = text.charAt(at);
        if (c == '{') {
            at++;
            group();
        } else if (c == '\\') {
            command(command());
        } else if (Character.isDigit(c)) {
            write("mn", number());
        } else {
            at++;
            write(Character.isLetter(c) ? "mi" : "mo", c == '-' ? "−" : String.valueOf(c));
        }
    }

    private void group() throws XMLStreamException {
        out.writeStartElement("mrow");
        row('}');
        out.writeEndElement();
    }

    private void argument() throws XMLStreamException {
        more();
        atom();
    }

    private void command(String name) throws XMLStreamException {
        switch (name) {
            case "frac" -> {
                out.writeStartElement("mfrac");
                argument();
                argument();
                out.writeEndElement();
            }
            case "sqrt" -> {
                out.writeStartElement("msqrt");
                argument();
                out.writeEndElement();
            }
            case "bar" -> {
                out.writeStartElement("mover");
                out.writeAttribute("accent", "true");
                argument();
                write("mo", "¯");
                out.writeEndElement();
            }
            case "text", "mathrm" -> {
                expect('{');
                int end = closing(at - 1);
                write(name.equals("text") ? "mtext" : "mi", text.substring(at, end));
                at = end + 1;
            }
            case "cases" -> cases();
            default -> symbol(name);
        }
    }

    private void cases() throws XMLStreamException {
        expect('{');
        out.writeStartElement("mrow");
        out.writeStartElement("mo");
        out.writeAttribute("form", "prefix");
        out.writeAttribute("stretchy", "true");
        out.writeCharacters("{");
        out.writeEndElement();
        out.writeStartElement("mtable");
        boolean open = true;
        while (open) {
            out.writeStartElement("mtr");
            boolean line = true;
            while (line) {
                out.writeStartElement("mtd");
                out.writeAttribute("style", "text-align: left");
                while (more() && "&}".indexOf(text.charAt(at)) < 0
                        && !text.startsWith("\\\\", at)) {
                    item();
                }
                out.writeEndElement();
                line = more() && text.charAt(at) == '&';
                at += line ? 1 : 0;
            }
            out.writeEndElement();
            open = text.startsWith("\\\\", at);
            at += open ? 2 : 0;
        }
        out.writeEndElement();
        out.writeEndElement();
        expect('}');
    }

    private void symbol(String name) throws XMLStreamException {
        if (OPERATORS.containsKey(name)) {
            write("mo", OPERATORS.get(name));
        } else if (LETTERS.containsKey(name)) {
            write("mi", LETTERS.get(name));
        } else if (FUNCTIONS.contains(name)) {
            out.writeStartElement("mo");
            out.writeAttribute("lspace", "0.1em");
            out.writeAttribute("rspace", "0.16em");
            out.writeCharacters(name);
            out.writeEndElement();
        } else {
            throw new IllegalArgumentException(
                    "formula: unknown command \\" + name + " in " + text);
        }
    }

    private void write(String element, String content) throws XMLStreamException {
        out.writeStartElement(element);
        out.writeCharacters(content);
        out.writeEndElement();
    }
}
