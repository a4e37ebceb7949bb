module user {
    requires org.metabalance.meta;
}
