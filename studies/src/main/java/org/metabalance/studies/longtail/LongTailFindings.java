package org.metabalance.studies.longtail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import org.metabalance.app.console.Texts;
import org.metabalance.app.picture.Figure;
import org.metabalance.meta.catalog.TuningGrids;
import org.metabalance.meta.method.supervised.WithoutMetaSet;
import org.metabalance.meta.statistics.CrossedDifference;
import org.metabalance.meta.statistics.Holm;
import org.metabalance.meta.statistics.PairedDifference;
import org.metabalance.studies.longtail.LongTailResults.Place;
import org.metabalance.studies.runner.Findings;
import org.metabalance.studies.runner.JsonNumbers;
import org.metabalance.studies.runner.Measures;
import org.metabalance.studies.runner.NumberTexts;
import org.metabalance.studies.runner.Result;
import org.metabalance.studies.runner.Results;
import tools.jackson.databind.node.ObjectNode;

/**
 * What study {@code longtail} found.
 *
 * @param results of all networks
 * @param sources what the images are
 * @param missing why there is no CIFAR-10; null if there is
 */
record LongTailFindings(
        Results results, List<String> sources, String missing, String smallBudget,
        String largeBudget) implements Findings {
    /** What is asked besides how each method compares with plain training. */
    private static final List<List<String>> PAIRS = List.of(
            List.of(LongTailMethods.EXACT, LongTailMethods.FIRST_ORDER),
            List.of(LongTailMethods.EXACT, "oversampling"),
            List.of(LongTailMethods.EXACT, "logit-adjustment"),
            List.of(LongTailMethods.EXACT, LongTailMethods.BALANCED_SOFTMAX),
            List.of("learning-to-reweight", WithoutMetaSet.NAME),
            List.of("meta-weight-net", WithoutMetaSet.NAME));

    /** Where methods are compared. */
    private static final List<String> TESTED = List.of(
            LongTailTraining.ALL, LongTailTraining.TAIL);

    /** Slots of the report. */
    private record Slots(
            int variants, int least, List<String> sources, String missing, String smallBudget,
            String largeBudget, List<Part> networks) {}

    /** A network; {@code overall} is null with one set, {@code tail} without plain training. */
    private record Part(
            String network, boolean large, String figure, int sets, int seeds, String meta,
            List<List<Object>> overall, List<Comparison> plain, List<Comparison> pairs,
            Trade trade, List<Section> sections, List<Choice> choices) {}

    /** A method against another, all and tail; corrected for how many such comparisons stand together. */
    private record Comparison(
            String method, String other, NumberTexts.Parts all, NumberTexts.Parts tail) {}

    /** Which methods are above plain training in the tail, and which of these below it in the head. */
    private record Trade(int methods, List<String> above, List<String> below) {}

    private record Section(
            String title, String figure, String counts, String validation, String groups,
            List<List<Object>> rows) {}

    /** What tuning chose. */
    private record Choice(String method, List<String> settings) {}

    private LongTailResults of(String network) {
        return new LongTailResults(results.where(LongTail.NETWORK, network));
    }

    private List<String> networks() {
        return results.settings(LongTail.NETWORK).stream().map(Object::toString)
                .sorted(Comparator.comparing(LongTailTraining.LARGE::equals)).toList();
    }

    @Override
    public Record slots() {
        return new Slots(
                TuningGrids.VARIANTS, LongTailCell.LEAST, sources, missing, smallBudget,
                largeBudget, networks().stream().map(this::part).toList());
    }

    private Part part(String network) {
        LongTailResults own = of(network);
        List<Place> places = own.places();
        List<Comparison> plain = against(own, places, versusPlain(own));
        boolean large = network.equals(LongTailTraining.LARGE);
        return new Part(
                network, large, figure(network), places.size(), own.seeds(), meta(own),
                ordered(own, places).stream()
                        .<List<Object>>map(method -> row(own, places, method, plain)).toList(),
                plain, against(own, places, pairs(own)), trade(own, places),
                places.stream().map(place -> section(network, own, place)).toList(),
                large ? List.of() : choices(own));
    }

    private static String figure(String network) {
        return "longtail-" + network;
    }

    private static String figure(String network, Place place) {
        return figure(network) + "-" + place.data() + "-" + place.imbalance().replace("IR ", "");
    }

    /** How many images of a class the meta sets have; null if no method has one. */
    private static String meta(LongTailResults own) {
        List<Integer> sizes = own.all().all().stream()
                .map(result -> result.number(LongTailTraining.META)).filter(n -> !n.isNaN())
                .map(Double::intValue).distinct().sorted().toList();
        return sizes.isEmpty() ? null
                : sizes.size() == 1 ? String.valueOf(sizes.getFirst())
                        : sizes.getFirst() + " to " + sizes.getLast();
    }

    /** The best first, by accuracy on all test images. */
    private static List<String> ordered(LongTailResults own, List<Place> places) {
        return own.methods().stream().sorted(Comparator.comparingDouble(method -> -orLeast(
                own.estimate(places, method, LongTailTraining.ALL).mean()))).toList();
    }

    private static double orLeast(double value) {
        return Double.isNaN(value) ? -1 : value;
    }

    private static List<List<String>> versusPlain(LongTailResults own) {
        return own.methods().contains(LongTailMethods.PLAIN)
                ? own.methods().stream().filter(method -> !method.equals(LongTailMethods.PLAIN))
                        .map(method -> List.of(method, LongTailMethods.PLAIN)).toList()
                : List.of();
    }

    private static List<List<String>> pairs(LongTailResults own) {
        return PAIRS.stream().filter(own.methods()::containsAll).toList();
    }

    private static List<PairedDifference> tests(
            LongTailResults own, List<Place> places, List<List<String>> pairs, String group) {
        List<PairedDifference> raw = pairs.stream().map(pair -> own
                .difference(places, pair.getFirst(), pair.getLast(), group).difference())
                .toList();
        double[] holm = Holm.correct(raw.stream().mapToDouble(PairedDifference::pValue).toArray());
        List<PairedDifference> corrected = new ArrayList<>();
        for (int i = 0; i < holm.length; i++) {
            PairedDifference it = raw.get(i);
            corrected.add(new PairedDifference(
                    it.difference(), it.standardError(), it.pairs(), holm[i]));
        }
        return corrected;
    }

    private static List<Comparison> against(
            LongTailResults own, List<Place> places, List<List<String>> pairs) {
        List<PairedDifference> all = tests(own, places, pairs, LongTailTraining.ALL);
        List<PairedDifference> tail = tests(own, places, pairs, LongTailTraining.TAIL);
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            comparisons.add(new Comparison(
                    pairs.get(i).getFirst(), pairs.get(i).getLast(),
                    NumberTexts.parts(all.get(i)), NumberTexts.parts(tail.get(i))));
        }
        return comparisons;
    }

    private static List<Object> row(
            LongTailResults own, List<Place> places, String method, List<Comparison> plain) {
        List<Object> row = new ArrayList<>(List.of(method));
        LongTailTraining.PLACES.forEach(
                group -> row.add(NumberTexts.text(own.estimate(places, method, group))));
        Comparison comparison = plain.stream().filter(it -> it.method().equals(method)).findFirst()
                .orElse(null);
        row.add(comparison == null ? "-" : text(comparison.all()));
        row.add(comparison == null ? "-" : text(comparison.tail()));
        return row;
    }

    private static String text(NumberTexts.Parts parts) {
        return parts.pairs() == 0 ? "-"
                : parts.difference() + " (" + parts.p() + ")"
                        + (parts.better() || parts.worse() ? " *" : "");
    }

    private static Trade trade(LongTailResults own, List<Place> places) {
        List<List<String>> pairs = versusPlain(own);
        if (pairs.isEmpty() || own.seeds() < 2) {
            return null;
        }
        List<PairedDifference> tail = tests(own, places, pairs, LongTailTraining.TAIL);
        List<PairedDifference> head = tests(own, places, pairs, LongTailTraining.HEAD);
        List<String> above = new ArrayList<>();
        List<String> below = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            if (tail.get(i).beyondNoise()) {
                above.add(pairs.get(i).getFirst());
                if (head.get(i).reversed().beyondNoise()) {
                    below.add(pairs.get(i).getFirst());
                }
            }
        }
        return new Trade(pairs.size(), above, below);
    }

    private static Section section(String network, LongTailResults own, Place place) {
        List<Place> alone = List.of(place);
        Result one = own.one(place);
        List<Comparison> plain = against(own, alone, versusPlain(own).stream()
                .filter(pair -> !own.of(place, pair.getFirst()).isEmpty()).toList());
        return new Section(
                place.toString(), figure(network, place),
                one.text(LongTailTraining.COUNTS).replace(",", ", "),
                one.text("validationCounts").replace(",", ", "),
                groups(one),
                ordered(own, alone).stream()
                        .filter(method -> !own.of(place, method).isEmpty())
                        .<List<Object>>map(method -> row(own, alone, method, plain)).toList());
    }

    /** {@code head T-shirt, trouser; ...}. */
    private static String groups(Result one) {
        String[] names = LongTailResults.texts(one, LongTailTraining.CLASSES);
        String[] groups = LongTailResults.texts(one, LongTailTraining.GROUPING);
        List<String> texts = new ArrayList<>();
        for (String group : LongTailTraining.PLACES) {
            List<String> members = new ArrayList<>();
            for (int c = 0; c < names.length; c++) {
                if (groups[c].equals(group)) {
                    members.add(names[c]);
                }
            }
            if (!members.isEmpty()) {
                texts.add(group + ": " + String.join(", ", members));
            }
        }
        return String.join("; ", texts);
    }

    private static List<Choice> choices(LongTailResults own) {
        return own.methods().stream().map(method -> {
            Results its = own.all().where(LongTail.METHOD, method);
            List<String> settings = its.all().stream().map(result -> result.text("setting"))
                    .toList();
            return new Choice(
                    method,
                    settings.stream().distinct()
                            .sorted(Comparator.<String>comparingLong(
                                    setting -> -settings.stream().filter(setting::equals).count())
                                    .thenComparing(Comparator.naturalOrder()))
                            .map(setting -> Texts.format(
                                    "%s (%d)", setting,
                                    settings.stream().filter(setting::equals).count()))
                            .toList());
        }).toList();
    }

    @Override
    public void figures(BiConsumer<String, Figure> take) {
        for (String network : networks()) {
            LongTailResults own = of(network);
            take.accept(
                    figure(network),
                    LongTailFigures.groups(network, own, ordered(own, own.places())));
            for (Place place : own.places()) {
                take.accept(
                        figure(network, place),
                        LongTailFigures.classes(
                                network, own, place,
                                ordered(own, List.of(place)).stream()
                                        .filter(method -> !own.of(place, method).isEmpty())
                                        .toList()));
            }
        }
    }

    @Override
    public void numbers(ObjectNode node, List<String> verdicts) {
        JsonNumbers.verdicts(node, verdicts);
        for (String network : networks()) {
            LongTailResults own = of(network);
            ObjectNode all = node.withObject("/networks").putObject(network);
            write(all.putObject("overall"), own, own.places());
            for (Place place : own.places()) {
                ObjectNode its = all.putObject(place.toString());
                its.put("classes", own.one(place).text(LongTailTraining.CLASSES));
                its.put("groups", own.one(place).text(LongTailTraining.GROUPING));
                its.put("trainingCounts", own.one(place).text(LongTailTraining.COUNTS));
                write(its, own, List.of(place));
                for (String method : own.methods()) {
                    Results trials = own.of(place, method);
                    if (!trials.isEmpty()) {
                        ObjectNode one = its.withObject("/" + method);
                        for (String metric : List.of(
                                Measures.AP, "ece", Measures.VALIDATION, Measures.UPDATES)) {
                            JsonNumbers.put(one, metric, trials.estimate(metric));
                        }
                    }
                }
            }
        }
    }

    private static void write(ObjectNode node, LongTailResults own, List<Place> places) {
        for (String method : own.methods()) {
            ObjectNode one = node.putObject(method);
            for (String group : LongTailTraining.PLACES) {
                JsonNumbers.put(one, group, own.estimate(places, method, group));
            }
            if (!method.equals(LongTailMethods.PLAIN)
                    && own.methods().contains(LongTailMethods.PLAIN)) {
                for (String group : TESTED) {
                    CrossedDifference test = own.difference(
                            places, method, LongTailMethods.PLAIN, group);
                    JsonNumbers.put(one, group + " minus plain", test.difference());
                    JsonNumbers.put(one, group + " byTraining", test.byTraining());
                    JsonNumbers.put(one, group + " byExamples", test.byExamples());
                }
            }
        }
    }
}
