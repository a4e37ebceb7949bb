/** Stored models, and scores of new rows by them, for a program of one's own. */
@SuppressWarnings("module") // those built on this one, named below, are built later
module org.metabalance.scoring {
    requires transitive org.metabalance.meta;
    requires transitive tools.jackson.databind;

    exports org.metabalance.scoring;
    exports org.metabalance.scoring.folder;
    exports org.metabalance.scoring.schema;

    exports org.metabalance.scoring.message to
            org.metabalance.app;
}
