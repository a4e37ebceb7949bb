package org.metabalance.app.page;

import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** Fills a template; whatever is put into a slot is escaped. Style and script become part of the page. */
public final class PageTemplate {
    private static final String D3_VERSION = "/META-INF/maven/org.webjars.npm/d3/pom.properties";

    private PageTemplate() {}

    /**
     * Returns a page.
     *
     * @param name of the template's file
     * @param slots plain data by name
     * @throws IllegalStateException if a slot has no value
     */
    static String fill(String name, Map<String, Object> slots) {
        Map<String, Object> all = new LinkedHashMap<>(slots);
        all.put("script", resource(PageTemplate.class, "report.js"));
        return fill(PageTemplate.class, name, all);
    }

    /**
     * Returns a page of another room, with the style of all pages.
     *
     * @param room a class beside whose file the template and what it includes are; the frame of all pages is
     *     found there too
     * @param name of the template's file
     * @param slots plain data by name; a {@code style} is added to that of all pages
     * @throws IllegalStateException if a slot has no value
     */
    public static String fill(Class<?> room, String name, Map<String, Object> slots) {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_35);
        configuration.setTemplateLoader(new MultiTemplateLoader(new TemplateLoader[] {
            new ClassTemplateLoader(room, ""), new ClassTemplateLoader(PageTemplate.class, "")
        }));
        configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false); // they are thrown
        configuration.setLocale(Locale.ROOT);
        configuration.setDefaultEncoding("UTF-8");
        Map<String, Object> all = new LinkedHashMap<>(slots);
        all.merge("style", resource(PageTemplate.class, "report.css"),
                (own, common) -> common + "\n" + own);
        all.put("d3", d3());
        StringWriter page = new StringWriter();
        try {
            configuration.getTemplate(name).process(all, page);
        } catch (TemplateException | IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        return page.toString();
    }

    private static String d3() {
        Properties about = new Properties();
        try {
            about.load(new StringReader(resource(PageTemplate.class, D3_VERSION)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return resource(PageTemplate.class,
                "/META-INF/resources/webjars/d3/" + about.getProperty("version")
                        + "/dist/d3.min.js");
    }

    /** Returns the text of a file beside a class. */
    public static String resource(Class<?> room, String name) {
        try (InputStream file = room.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("report: no file " + name + " on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
