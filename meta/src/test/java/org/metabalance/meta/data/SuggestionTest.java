package org.metabalance.meta.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    @Test
    void nearest() {
        List<String> names = List.of("metabalance", "plain", "focal", "smote");
        assertEquals(Optional.of("plain"), Suggestion.nearest("plian", names));
        assertEquals(Optional.of("metabalance"), Suggestion.nearest("Meta", names));
        assertEquals(Optional.of("smote"), Suggestion.nearest("smoe", names));
        assertEquals(Optional.empty(), Suggestion.nearest("forest", names));
        assertEquals(Optional.empty(), Suggestion.nearest("", names));
    }

    @Test
    void edits() {
        assertEquals(0, Suggestion.edits("smote", "smote"));
        assertEquals(1, Suggestion.edits("smtoe", "smote"));
        assertEquals(3, Suggestion.edits("kitten", "sitting"));
        assertEquals(4, Suggestion.edits("", "abcd"));
    }
}
