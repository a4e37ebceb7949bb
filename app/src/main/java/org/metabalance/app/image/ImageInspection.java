package org.metabalance.app.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.metabalance.app.console.Texts;
import org.metabalance.app.report.TextTable;
import org.metabalance.meta.data.image.ImageSet;
import org.metabalance.meta.data.image.read.ImageFiles;
import org.metabalance.meta.data.image.read.ReadOptions;
import org.metabalance.meta.metric.ClassGroups;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What images are there: their size, and how many of each class.
 *
 * @param path where they are
 * @param parts by name; one without a name if they lie together
 */
public record ImageInspection(Path path, Map<String, ImageSet> parts) {
    private static final int WIDTH = 80;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Reads images.
     *
     * @throws org.metabalance.meta.data.DataException if they are not sound
     */
    public static ImageInspection of(Path path, ReadOptions options) {
        Map<String, ImageSet> parts = new LinkedHashMap<>();
        Set<String> names = ImageFiles.parts(path);
        if (names.isEmpty()) {
            parts.put("", ImageFiles.read(path, options));
        }
        for (String part : List.of("train", "test")) {
            if (names.contains(part)) {
                parts.put(part, ImageFiles.read(path, options.withPart(part)));
            }
        }
        return new ImageInspection(path, parts);
    }

    /** Returns the lines for a person. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        parts.forEach((name, images) -> {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(lines(name, images));
        });
        return lines;
    }

    private List<String> lines(String part, ImageSet images) {
        int[] counts = images.classCounts();
        List<String> lines = new ArrayList<>();
        lines.add(Texts.format(
                "%s%s: %s, %d x %d (height x width), %s", path,
                part.isEmpty() ? "" : ", part " + part, Texts.count(images.size(), "image"),
                images.shape().dim(0), images.shape().dim(1),
                images.channels() == 1 ? "grey" : "in colour"));
        lines.add(Texts.format(
                "%d classes; the largest is %.1f times the smallest", counts.length,
                ratio(counts)));
        lines.add("");
        ClassGroups groups = ClassGroups.byThirds(counts);
        TextTable table = new TextTable("class", "images", "share", "group");
        for (int c : largestFirst(counts)) {
            table.add(List.of(
                    Texts.oneLine(images.classes().get(c)), Texts.format("%,d", counts[c]),
                    Texts.format("%.1f %%", 100.0 * counts[c] / images.size()),
                    ratio(counts) > 1 ? groups.of(c) : ""));
        }
        lines.addAll(table.lines(WIDTH));
        if (ratio(counts) > 1) {
            lines.add("");
            lines.add("group: " + groups.rule());
        }
        return lines;
    }

    private static List<Integer> largestFirst(int[] counts) {
        return IntStream.range(0, counts.length).boxed()
                .sorted(Comparator.comparingInt((Integer c) -> counts[c]).reversed()).toList();
    }

    private static double ratio(int[] counts) {
        return (double) Arrays.stream(counts).max().orElseThrow()
                / Arrays.stream(counts).min().orElseThrow();
    }

    /** Returns the same for programs. */
    public String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("images", path.toString());
        ArrayNode nodes = root.putArray("parts");
        parts.forEach((name, images) -> {
            int[] counts = images.classCounts();
            ObjectNode part = nodes.addObject();
            part.put("part", name.isEmpty() ? null : name);
            part.put("size", images.size());
            part.put("height", images.shape().dim(0));
            part.put("width", images.shape().dim(1));
            part.put("channels", images.channels());
            double ratio = ratio(counts);
            if (Double.isFinite(ratio)) {
                part.put("imbalanceRatio", ratio);
            } else {
                part.putNull("imbalanceRatio");
            }
            ClassGroups groups = ClassGroups.byThirds(counts);
            part.put("groupRule", groups.rule());
            ArrayNode classes = part.putArray("classes");
            for (int c = 0; c < counts.length; c++) {
                classes.addObject().put("class", images.classes().get(c)).put("images", counts[c])
                        .put("group", groups.of(c));
            }
        });
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }
}
