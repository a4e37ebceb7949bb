/** Stored models, and scores of new rows by them, for a program of one's own. */
module org.metabalance.scoring {
    requires transitive org.metabalance.meta;
    requires transitive tools.jackson.databind;

    exports org.metabalance.scoring;
    exports org.metabalance.scoring.folder;
    exports org.metabalance.scoring.message;
    exports org.metabalance.scoring.schema;
}
