package org.metabalance.engine.inspect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a page strictly: every tag closed in its order, every attribute quoted, nothing left raw. */
final class Markup {
    /** An element and the text inside it. */
    record Element(String name, Map<String, String> attributes, String parent, StringBuilder text) {
        String attribute(String name) {
            return attributes.getOrDefault(name, "");
        }
    }

    private static final Pattern TAG = Pattern
            .compile("<(/?)([a-z][a-z0-9]*)((?:\\s+[a-zA-Z-]+=\"[^\"<>]*\")*)\\s*(/?)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-zA-Z-]+)=\"([^\"]*)\"");
    private static final Pattern RAW = Pattern.compile("[<>\"']|&(?!(amp|lt|gt|quot|#39);)");

    private Markup() {}

    /**
     * Returns the elements in order.
     *
     * @throws IllegalArgumentException if the page is not well-formed
     */
    static List<Element> read(String page) {
        String markup = page.replaceFirst("<!DOCTYPE html>", "")
                .replaceAll("(?s)(<style>|<script>).*?(</style>|</script>)", "$1$2");
        List<Element> elements = new ArrayList<>();
        Deque<Element> open = new ArrayDeque<>();
        Matcher tag = TAG.matcher(markup);
        int at = 0;
        while (tag.find()) {
            text(markup.substring(at, tag.start()), open);
            at = tag.end();
            if (!tag.group(1).isEmpty()) {
                if (open.isEmpty() || !open.pop().name().equals(tag.group(2))) {
                    throw new IllegalArgumentException(
                            "html: must close what is open, got " + tag.group());
                }
                continue;
            }
            Map<String, String> attributes = new HashMap<>();
            Matcher attribute = ATTRIBUTE.matcher(tag.group(3));
            while (attribute.find()) {
                attributes.put(attribute.group(1), plain(attribute.group(2)));
            }
            String parent = open.isEmpty() ? "" : open.peek().name();
            Element element = new Element(tag.group(2), attributes, parent, new StringBuilder());
            elements.add(element);
            if (tag.group(4).isEmpty()) {
                open.push(element);
            }
        }
        text(markup.substring(at), open);
        if (!open.isEmpty()) {
            throw new IllegalArgumentException(
                    "html: must be closed, got an open " + open.peek().name());
        }
        return elements;
    }

    /** Returns the elements of a name. */
    static List<Element> read(String page, String name) {
        return read(page).stream().filter(element -> element.name().equals(name)).toList();
    }

    private static void text(String text, Deque<Element> open) {
        if (open.isEmpty() && !text.isBlank() || RAW.matcher(text).find()) {
            throw new IllegalArgumentException(
                    "html: must be escaped and inside an element, got " + text);
        }
        open.forEach(element -> element.text().append(plain(text)));
    }

    private static String plain(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
