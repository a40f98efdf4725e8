package io.oeeanalytics.base.ui;

import com.vaadin.flow.component.Component;
import java.util.Optional;

/** Something that stands beside every view, such as somebody to ask; a bean of any room. */
public interface Companion {
    /**
     * What opens it, for the bar at the top; a new one for each frame.
     *
     * @return empty where it is not for whoever is signed in
     */
    Optional<Component> inBar();
}
