package org.metabalance.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Examples in Javadoc compile, and have the values they say. */
class JavadocExamplesTest {
    @ParameterizedTest
    @ValueSource(strings = {"Tensor", "Tape", "Gradients", "Program", "NdArray", "Shape", "Rng"})
    void examplesHaveTheValuesTheySay(String type, @TempDir Path folder) throws Exception {
        JavadocExamples examples = new JavadocExamples(type);
        assertFalse(examples.all().isEmpty());
        List<String> values = examples.values(folder);
        List<String> told = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            JavadocExamples.Example example = examples.all().get(i);
            told.add("line " + example.line() + ": " + example.told());
            found.add("line " + example.line() + ": " + values.get(i));
        }
        assertEquals(String.join("\n", told), String.join("\n", found));
    }

    @Test
    void everyMethodOfTensorHasAnExample() throws IOException {
        String source = Files
                .readString(Path.of("src/main/java/org/metabalance/engine/Tensor.java"));
        Matcher method = Pattern.compile(
                "/\\*\\*((?:(?!\\*/).)*)\\*/\\s+(public (?:static )?\\w+(?:<\\w+>)? \\w+\\()",
                Pattern.DOTALL).matcher(source);
        List<String> without = new ArrayList<>();
        int methods = 0;
        while (method.find()) {
            methods++;
            if (!method.group(1).contains("<pre>{@code")) {
                without.add(method.group(2));
            }
        }
        long declared = java.util.Arrays.stream(Tensor.class.getDeclaredMethods())
                .filter(m -> java.lang.reflect.Modifier.isPublic(m.getModifiers()))
                .filter(m -> !m.getName().equals("toString")).count();
        assertEquals(declared, methods);
        assertEquals(List.of(), without);
    }
}
