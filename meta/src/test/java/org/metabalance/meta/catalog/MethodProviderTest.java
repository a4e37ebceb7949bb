package org.metabalance.meta.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metabalance.meta.method.About;
import org.metabalance.meta.method.Blobs;
import org.metabalance.meta.method.Method;
import org.metabalance.meta.method.MethodProvider;
import org.metabalance.meta.method.supervised.Supervised;
import org.metabalance.meta.sampler.Natural;
import org.metabalance.nn.loss.LossOptions;
import org.metabalance.nn.loss.Losses;

/** Methods from elsewhere, found as services. */
class MethodProviderTest {
    @TempDir
    private Path folder;

    /** Brings a method with a loss of its own. */
    public static final class Own implements MethodProvider {
        @Override
        public List<Method> methods() {
            return List.of(new Supervised(
                    new About("halved", "half the cross-entropy"), new Natural(),
                    train -> (logits, labels) -> Losses
                            .bceWithLogits(logits, labels, LossOptions.NONE).mul(0.5)));
        }
    }

    /** Brings a method of a name that is taken. */
    public static final class Taken implements MethodProvider {
        @Override
        public List<Method> methods() {
            return List.of(Methods.find("plain").orElseThrow());
        }
    }

    private List<Method> all(Class<?> provider) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(MethodProvider.class.getName()), provider.getName());
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, MethodProviderTest.class.getClassLoader())) {
            return Methods.all(loader);
        }
    }

    @Test
    void aRegisteredProvidersMethodsStandLast() throws IOException {
        List<Method> all = all(Own.class);
        assertEquals(Methods.all(), all.subList(0, all.size() - 1));
        Method own = all.getLast();
        assertEquals("halved", own.name());
        assertTrue(own.fit(Blobs.problem(2, 1)).updates() > 0);
        assertTrue(Methods.find("halved").isEmpty());
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        assertEquals(
                "methods: names must differ, got 'plain' again from " + Taken.class.getName(),
                assertThrows(IllegalArgumentException.class, () -> all(Taken.class))
                        .getMessage());
    }

    @Test
    void withoutProvidersTheyAreThoseOfTheLibrary() {
        List<Method> all = Methods.all(MethodProviderTest.class.getClassLoader());
        assertEquals(Methods.all(), all);
        assertSame(Methods.all().getFirst(), all.getFirst());
    }
}
