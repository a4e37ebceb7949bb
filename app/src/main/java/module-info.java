/** The {@code metabalance} command: the library's methods on data the user brings. */
module org.metabalance.app {
    requires info.picocli;
    requires java.sql;
    requires org.metabalance.meta;
    requires tools.jackson.databind;

    // picocli sets the options' fields
    opens org.metabalance.app to
            info.picocli;
}
