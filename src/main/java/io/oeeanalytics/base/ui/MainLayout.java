package io.oeeanalytics.base.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.List;

/**
 * The frame around every view of a signed-in person; its menu lists what that person's role may
 * open.
 */
@Layout
@PermitAll
class MainLayout extends AppLayout {
    MainLayout(AuthenticationContext signedIn, List<Companion> companions) {
        var mark = new Image("icons/favicon.svg", "");
        mark.addClassName("app-mark");
        var brand = new Div(mark, new Span("OEE Analytics"));
        brand.addClassName("app-brand");

        var menu = new SideNav();
        menu.setLabel(getTranslation("shell.menu"));
        for (var entry : MenuConfiguration.getMenuEntries()) {
            menu.addItem(new SideNavItem(getTranslation(entry.title()), entry.path()));
        }
        addToDrawer(menu);

        var user = new Span(signedIn.getPrincipalName().orElse(""));
        user.addClassName("app-user");
        var theme = new NativeButton(getTranslation("shell.theme"), event -> switchTheme());
        theme.addClassName("text-button");
        var unsaved = new Unsaved(signedIn.getPrincipalName().orElse(""));
        var leave =
                new NativeButton(
                        getTranslation("shell.signOut"),
                        event -> {
                            unsaved.forgetAll();
                            signedIn.logout();
                        });
        leave.addClassName("text-button");
        var right = new Div();
        companions.forEach(companion -> companion.inBar().ifPresent(right::add));
        right.add(user, theme, leave);
        right.addClassName("app-user");
        right.getStyle().set("margin-inline-start", "auto");
        addToNavbar(new DrawerToggle(), brand, right, unsaved);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        event.getUI()
                .getPage()
                .executeJs(
                        """
                        const chosen = localStorage.getItem('oee-theme');
                        if (chosen) document.documentElement.setAttribute('theme', chosen);
                        """);
    }

    /** Light and dark are the browser's own affair, so the choice is kept there. */
    private static void switchTheme() {
        UI.getCurrent()
                .getPage()
                .executeJs(
                        """
                        const root = document.documentElement;
                        const dark = root.getAttribute('theme') === 'dark';
                        root.setAttribute('theme', dark ? 'light' : 'dark');
                        localStorage.setItem('oee-theme', dark ? 'light' : 'dark');
                        """);
    }
}
