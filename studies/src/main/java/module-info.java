/** Studies: many trainings that together answer a question, with their figures and references. */
module org.metabalance.studies {
    requires freemarker;
    requires info.picocli;
    requires java.desktop;
    requires jdk.management;
    requires org.metabalance.app;
    requires tools.jackson.databind;

    provides org.metabalance.app.Subcommand with
            org.metabalance.studies.StudyCommand;

    // picocli sets the options' fields
    opens org.metabalance.studies to
            info.picocli;
}
