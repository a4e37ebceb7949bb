/** The {@code metabalance} command: the library's methods on data the user brings. */
module org.metabalance.app {
    requires info.picocli;
    requires java.desktop;
    requires java.sql;
    requires org.apache.xmlgraphics.batik.svggen;
    requires org.knowm.xchart;
    requires org.metabalance.meta;
    requires tools.jackson.databind;

    // picocli sets the options' fields
    opens org.metabalance.app to
            info.picocli;
}
