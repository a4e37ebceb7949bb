/** In a module of its own, so that only what is exported can be used. */
module own {
    requires org.metabalance.meta;

    provides org.metabalance.meta.method.MethodProvider with
            own.Own;
    provides org.metabalance.nn.ModelFamily with
            own.Own;
}
