package org.metabalance.studies.runner;

import freemarker.cache.StringTemplateLoader;
import freemarker.core.PlainTextOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.Template;
import freemarker.template.TemplateDirectiveModel;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A report with slots: the file {@code NAME.md.ftl} beside a class, in FreeMarker's language, inside the
 * frame that all reports share ({@code report.md.ftl}, which has the macros too). A slot without a value
 * is an error.
 *
 * <p>Lines of a paragraph or an item of a list may be broken anywhere in a template, and any number of
 * empty lines may stand between blocks: the report has one line for each and one empty line, and none
 * between the items of a list.
 */
final class MarkdownTemplate {
    private static final String FRAME = "report.md.ftl";

    private final Template template;

    /**
     * Reads the template of a study.
     *
     * @throws IllegalStateException if it is not there, or not well-formed
     */
    MarkdownTemplate(Class<?> beside, String study) {
        String own = study + ".md.ftl";
        // read here: in a module, no other may open resources that stand beside classes
        StringTemplateLoader files = new StringTemplateLoader();
        files.putTemplate(FRAME, read(MarkdownTemplate.class, FRAME));
        files.putTemplate(own, read(beside, own));
        try {
            Configuration configuration = configuration(files);
            configuration.setSharedVariable("findings", own);
            configuration.getTemplate(own); // parsed now, though included later
            template = configuration.getTemplate(FRAME);
        } catch (IOException | TemplateModelException e) {
            throw new IllegalStateException("template " + own + ": " + e.getMessage(), e);
        }
    }

    private static String read(Class<?> beside, String name) {
        try (InputStream file = beside.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(
                        "template: there must be one beside " + beside.getName() + ", got no file "
                                + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Configuration configuration(StringTemplateLoader files) {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_35);
        configuration.setTemplateLoader(files);
        configuration.setObjectWrapper(new SlotWrapper());
        configuration.setOutputFormat(PlainTextOutputFormat.INSTANCE);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false); // they are thrown
        configuration.setNumberFormat("computer");
        configuration.setLocale(Locale.ROOT);
        return configuration;
    }

    /**
     * Fills in the slots.
     *
     * @param slots values by name
     * @param verdicts gets the sentences that the template marks as such
     * @throws IllegalStateException if a slot has no value, or one that cannot be written
     */
    String fill(Map<String, Object> slots, List<String> verdicts) {
        Map<String, Object> all = new LinkedHashMap<>(slots);
        all.put("verdict", verdict(verdicts));
        StringWriter text = new StringWriter();
        try {
            template.process(all, text);
        } catch (TemplateException | IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        return tidy(text.toString());
    }

    /** An item of a list that others want too. */
    private static TemplateDirectiveModel verdict(List<String> verdicts) {
        return (environment, parameters, variables, body) -> {
            StringWriter text = new StringWriter();
            body.render(text);
            String line = text.toString().strip().replaceAll("\\s*\n\\s*", " ");
            verdicts.add(line);
            environment.getOut().write("- " + line + "\n");
        };
    }

    /** One line for each paragraph and item, an empty line between blocks, none between items. */
    static String tidy(String text) {
        List<String> tidy = new ArrayList<>();
        boolean goesOn = false;
        boolean apart = false;
        for (String line : text.lines().map(String::strip).toList()) {
            boolean item = line.startsWith("- ");
            boolean begins = item || line.matches("(#|\\||```|!\\[).*");
            if (line.isEmpty()) {
                goesOn = false;
                apart = true;
            } else if (goesOn && !begins) {
                tidy.add(tidy.removeLast() + " " + line);
            } else {
                if (apart && !tidy.isEmpty() && !(item && tidy.getLast().startsWith("- "))) {
                    tidy.add("");
                }
                tidy.add(line);
                goesOn = item || !begins;
                apart = false;
            }
        }
        return String.join("\n", tidy) + "\n";
    }

    /** Records are maps of their components; what is neither a record nor plain data is refused. */
    private static final class SlotWrapper extends DefaultObjectWrapper {
        SlotWrapper() {
            super(Configuration.VERSION_2_3_35);
        }

        @Override
        protected TemplateModel handleUnknownType(Object value) throws TemplateModelException {
            if (value instanceof Record record) {
                return wrap(components(record));
            }
            throw new TemplateModelException(
                    "slot: needs text, a number, truth, list, map or record, got "
                            + value.getClass().getName());
        }
    }

    /** Returns the components of a record by name, in their order. */
    static Map<String, Object> components(Record record) {
        Map<String, Object> values = new LinkedHashMap<>();
        try {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                component.getAccessor().setAccessible(true); // of a class that is not public
                values.put(component.getName(), component.getAccessor().invoke(record));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return values;
    }
}
