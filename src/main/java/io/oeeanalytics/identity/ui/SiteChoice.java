package io.oeeanalytics.identity.ui;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import io.oeeanalytics.identity.SiteScope;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whose rows an account or key reaches; not there where the plant has no two sites. */
class SiteChoice extends MultiSelectComboBox<Integer> {
    private static final long serialVersionUID = 1;

    private final Map<Integer, String> names;

    SiteChoice(Map<Integer, String> names) {
        this.names = Map.copyOf(names);
        setLabel(getTranslation("sites.label"));
        setPlaceholder(getTranslation("sites.all"));
        setHelperText(getTranslation("sites.help"));
        setItems(names.keySet());
        setItemLabelGenerator(this::name);
        setVisible(names.size() > 1);
    }

    SiteScope scope() {
        return SiteScope.of(getValue());
    }

    void show(SiteScope scope) {
        var ids = scope.siteIds();
        var all = new TreeSet<>(names.keySet());
        if (ids != null) {
            // One that is gone stays chosen: left out, nothing would be chosen, which is all sites.
            all.addAll(ids);
        }
        setItems(all);
        setValue(ids == null ? Set.of() : ids);
    }

    /** For a table. */
    String words(SiteScope scope) {
        var ids = scope.siteIds();
        return ids == null
                ? getTranslation("sites.all")
                : ids.stream().map(this::name).sorted().collect(Collectors.joining(", "));
    }

    private String name(int id) {
        return names.getOrDefault(id, getTranslation("sites.gone", id));
    }
}
