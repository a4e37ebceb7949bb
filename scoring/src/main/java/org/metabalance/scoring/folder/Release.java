package org.metabalance.scoring.folder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which release of the command this is. */
public final class Release {
    private static final String PROPERTIES = "/META-INF/maven/org.metabalance/metabalance-scoring/pom.properties";

    private Release() {}

    /** Returns the version the build wrote into the jar. */
    public static String number() {
        Properties properties = new Properties();
        try (InputStream in = Release.class.getResourceAsStream(PROPERTIES)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "(not built as a jar)");
    }
}
