package org.metabalance.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metabalance.app.console.UserError;
import org.metabalance.app.option.MethodNames;
import org.metabalance.meta.catalog.Methods;
import org.metabalance.meta.method.Method;

class MethodNamesTest {
    private static List<String> names(String... names) {
        return MethodNames.find(List.of(names), Methods.all()).stream().map(Method::name).toList();
    }

    @Test
    void noNameIsTheUsualMethods() {
        assertEquals(Methods.defaults(), MethodNames.find(List.of(), Methods.all()));
    }

    @Test
    void allIsEveryMethodOnce() {
        assertEquals(Methods.all(), MethodNames.find(List.of("all"), Methods.all()));
        assertEquals(Methods.all(),
                MethodNames.find(List.of(" All ", "plain", "all"), Methods.all()));
        List<Method> plainFirst = new ArrayList<>(Methods.all());
        Method plain = Methods.find("plain").orElseThrow();
        plainFirst.remove(plain);
        plainFirst.addFirst(plain);
        assertEquals(plainFirst, MethodNames.find(List.of("plain", "all"), Methods.all()));
    }

    @Test
    void namesAreTakenInTheirOrderAndOnce() {
        assertEquals(
                List.of("smote", "logistic", "plain"),
                names("smote", " Logistic", "plain", "smote", "PLAIN"));
    }

    @Test
    void noMethodIsCalledAll() {
        assertTrue(Methods.find(MethodNames.ALL).isEmpty());
        assertThrows(UserError.class, () -> MethodNames.find(List.of("al"), Methods.all()));
        assertThrows(UserError.class, () -> MethodNames.find(MethodNames.ALL, Methods.all()));
    }

    @Test
    void aMethodOfGraphsIsNotForATable() {
        UserError e = assertThrows(
                UserError.class,
                () -> MethodNames.find(List.of("plain", "meta-gcn"), Methods.all()));
        assertEquals("meta-gcn looks at the edges of a graph, and here is none; leave it out",
                e.getMessage());
    }
}
