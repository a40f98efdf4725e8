package io.oeeanalytics.forecast.ui;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import io.oeeanalytics.forecast.OrderSequence;
import io.oeeanalytics.plant.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Products one after the other; there is always an empty place for one more. */
final class SequenceField extends CustomField<List<Product>> {
    private final List<Product> products;
    private final Div places = new Div();

    SequenceField(List<Product> products) {
        super(List.of());
        this.products = List.copyOf(products);
        places.addClassName("toolbar");
        add(places);
        addPlace(null);
    }

    private void addPlace(@Nullable Product chosen) {
        var place = new ComboBox<Product>();
        place.setItems(products);
        place.setItemLabelGenerator(Product::name);
        place.setWidth("9rem");
        place.setClearButtonVisible(true);
        place.setAriaLabel(getTranslation("whatif.sequence.place", places.getComponentCount() + 1));
        if (chosen != null) {
            place.setValue(chosen);
        }
        place.addValueChangeListener(
                change -> {
                    if (change.isFromClient()) {
                        // Others stay as they are, so that the focus does.
                        if (change.getValue() == null && !isLast(place)) {
                            places.remove(place);
                        } else if (change.getValue() != null && isLast(place) && hasRoom()) {
                            addPlace(null);
                        }
                        updateValue();
                    }
                });
        places.add(place);
    }

    /** One a line. */
    String codes() {
        return getValue().stream().map(Product::code).collect(Collectors.joining("\n"));
    }

    /** Of those codes that are still made. */
    void choose(String codes) {
        setValue(
                codes.lines()
                        .map(
                                code ->
                                        products.stream()
                                                .filter(product -> product.code().equals(code))
                                                .findFirst())
                        .flatMap(Optional::stream)
                        .limit(OrderSequence.MOST_PRODUCTS)
                        .toList());
    }

    private boolean isLast(ComboBox<Product> place) {
        return places.indexOf(place) == places.getComponentCount() - 1;
    }

    private boolean hasRoom() {
        return places.getComponentCount() < OrderSequence.MOST_PRODUCTS;
    }

    private void arrange(List<Product> order) {
        places.removeAll();
        order.forEach(this::addPlace);
        if (hasRoom()) {
            addPlace(null);
        }
    }

    @Override
    protected List<Product> generateModelValue() {
        var order = new ArrayList<Product>();
        places.getChildren()
                .forEach(
                        place -> {
                            if (((ComboBox<?>) place).getValue() instanceof Product product) {
                                order.add(product);
                            }
                        });
        return order;
    }

    @Override
    protected void setPresentationValue(List<Product> order) {
        arrange(order);
    }
}
