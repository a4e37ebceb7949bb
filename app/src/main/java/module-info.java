/** The {@code metabalance} command: the library's methods on data the user brings. */
@SuppressWarnings("module") // those built on this one, named below, are built later
module org.metabalance.app {
    requires com.google.common; // ELK's, which does not say so
    requires com.google.protobuf;
    requires de.siegmar.fastcsv;
    requires ejml.core;
    requires ejml.ddense;
    requires freemarker;
    requires transitive info.picocli;
    requires transitive java.desktop;
    requires java.management;
    requires java.sql;
    requires transitive jdk.jshell;
    requires org.apache.xmlgraphics.batik.svggen;
    requires org.commonmark;
    requires org.commonmark.ext.gfm.tables;
    requires org.eclipse.elk.alg.layered;
    requires org.eclipse.elk.core;
    requires org.eclipse.elk.graph;
    requires org.jline.terminal;
    requires transitive org.metabalance.meta;
    requires transitive org.metabalance.scoring;
    requires transitive tools.jackson.databind;

    uses org.metabalance.app.Subcommand;

    exports org.metabalance.app;
    exports org.metabalance.app.console;

    // what the studies are made with
    exports org.metabalance.app.boost to
            org.metabalance.studies;
    exports org.metabalance.app.output to
            org.metabalance.studies;
    exports org.metabalance.app.page to
            org.metabalance.studies;
    exports org.metabalance.app.picture to
            org.metabalance.studies;
    exports org.metabalance.app.read to
            org.metabalance.studies;
    exports org.metabalance.app.report to
            org.metabalance.studies;

    // picocli sets the options' fields
    opens org.metabalance.app to
            info.picocli;
    opens org.metabalance.app.divide to
            info.picocli;
    opens org.metabalance.app.tune to
            info.picocli;
    opens org.metabalance.app.log to
            info.picocli;
    opens org.metabalance.app.limit to
            info.picocli;
    opens org.metabalance.app.model to
            info.picocli;
    opens org.metabalance.app.option to
            info.picocli;
    opens org.metabalance.app.rows to
            info.picocli;
}
