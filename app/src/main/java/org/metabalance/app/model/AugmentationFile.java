package org.metabalance.app.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.metabalance.app.console.Texts;
import org.metabalance.meta.catalog.TunedModel;
import org.metabalance.meta.method.Trained;
import org.metabalance.meta.method.blackbox.BlackBoxAugmentation;
import org.metabalance.meta.method.blackbox.SearchedNetwork;
import org.metabalance.meta.method.points.Augmentation;
import org.metabalance.meta.method.points.AugmentedNetwork;
import org.metabalance.meta.method.translation.TranslatedNetwork;
import org.metabalance.meta.method.translation.Translations;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code augmentation.json}, beside a model that was trained with augmented points: the course of the
 * training and every point before and after, in encoded features; or what a search tried, or how many
 * translations of examples were accepted.
 */
public final class AugmentationFile {
    public static final String NAME = "augmentation.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AugmentationFile() {}

    /**
     * Returns the file's text; empty for a model without augmented points.
     *
     * @param classes the classes' names, by index
     */
    public static Optional<String> text(Trained trained, List<String> classes) {
        return switch (trained) {
            case TunedModel tuned -> text(tuned.network(), classes);
            case AugmentedNetwork augmented -> Optional.of(
                    text(points(augmented.augmentation(), classes)));
            case TranslatedNetwork translated -> Optional.of(
                    text(translations(translated.translations(), classes)));
            case SearchedNetwork searched -> Optional.of(text(search(searched.search())));
            default -> Optional.empty();
        };
    }

    /**
     * Returns one line about the file; empty if there is none.
     *
     * @param file where it is
     */
    public static Optional<String> note(Trained trained, Path file) {
        return switch (trained) {
            case TunedModel tuned -> note(tuned.network(), file);
            case TranslatedNetwork(_, Translations it) -> Optional.of(Texts.format(
                    "%,d of %,d translations accepted, by class: %s", it.accepted(),
                    it.translated(), file));
            case AugmentedNetwork _,SearchedNetwork _ -> Optional.of(
                    "what became of the points: " + file);
            default -> Optional.empty();
        };
    }

    private static ObjectNode translations(Translations translations, List<String> classes) {
        ObjectNode root = begin();
        root.put("targetUpdates", translations.targetUpdates());
        root.put("translated", translations.translated());
        root.put("accepted", translations.accepted());
        number(root, "acceptance", translations.acceptance());
        number(root, "distance", translations.distance());
        ArrayNode each = root.putArray("classes");
        for (int k = 0; k < classes.size(); k++) {
            Translations.OfClass own = translations.classes().get(k);
            ObjectNode node = each.addObject();
            node.put("class", classes.get(k));
            node.put("drawn", own.drawn());
            node.put("marked", own.marked());
            node.put("translated", own.translated());
            node.put("confident", own.confident());
            node.put("accepted", own.accepted());
            number(node, "confidence", own.confidence());
            number(node, "lowest", own.lowest());
        }
        return root;
    }

    private static ObjectNode begin() {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", "metabalance-augmentation");
        root.put("version", 1);
        return root;
    }

    private static ObjectNode points(Augmentation augmentation, List<String> classes) {
        ObjectNode root = begin();
        root.put("kept", augmentation.kept());
        root.set("features", JSON.valueToTree(augmentation.features()));
        ArrayNode epochs = root.putArray("epochs");
        for (Augmentation.Epoch epoch : augmentation.epochs()) {
            ObjectNode node = epochs.addObject();
            node.put("epoch", epoch.epoch());
            node.put("phase", epoch.phase().name().toLowerCase(Locale.ROOT));
            number(node, "averagePrecision", epoch.averagePrecision());
            number(node, "trainingLoss", epoch.trainingLoss());
            number(node, "holdOutLoss", epoch.holdOutLoss());
            number(node, "displacement", epoch.displacement());
            number(node, "weight", epoch.weight());
        }
        ArrayNode points = root.putArray("points");
        for (int p = 0; p < augmentation.labels().length; p++) {
            ObjectNode point = points.addObject();
            point.put("class", classes.get(augmentation.labels()[p]));
            point.put("weight", augmentation.weights()[p]);
            point.set("before", JSON.valueToTree(augmentation.before()[p]));
            point.set("after", JSON.valueToTree(augmentation.after()[p]));
        }
        return root;
    }

    private static ObjectNode search(BlackBoxAugmentation.Search search) {
        ObjectNode root = begin();
        root.set("parameters", JSON.valueToTree(search.names()));
        root.set("best", JSON.valueToTree(search.best()));
        ArrayNode trials = root.putArray("trials");
        for (BlackBoxAugmentation.Probe probe : search.probes()) {
            ObjectNode node = trials.addObject();
            node.put("epoch", probe.epoch());
            number(node, "averagePrecision", probe.averagePrecision());
            node.set("values", JSON.valueToTree(probe.parameters()));
        }
        return root;
    }

    private static String text(ObjectNode root) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
