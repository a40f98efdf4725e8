package io.oeeanalytics;

import com.github.mvysny.fakeservlet.FakeRequest;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.github.mvysny.kaributesting.v10.Routes;
import com.github.mvysny.kaributesting.v10.mock.MockedUI;
import com.github.mvysny.kaributesting.v10.spring.MockSpringServlet;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinServletRequest;
import java.util.Locale;
import java.util.Objects;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.util.ClassUtils;

/** Somebody of a role before the views, without a browser. */
final class ViewSession {
    private static final Routes ROUTES = routes();

    private ViewSession() {}

    static void signIn(ApplicationContext context, String name, String role) {
        signIn(context, TestSignIn.everywhere(name, "ROLE_" + role), role);
    }

    static void signIn(ApplicationContext context, Authentication who, String role) {
        SecurityContextHolder.getContext().setAuthentication(who);
        Locale.setDefault(Locale.ENGLISH);
        MockVaadin.setup(MockedUI::new, new MockSpringServlet(ROUTES, context, MockedUI::new));
        var request =
                (FakeRequest)
                        ((VaadinServletRequest) VaadinServletRequest.getCurrent()).getRequest();
        request.setUserPrincipalInt(who);
        request.setUserInRole(
                (principal, asked) -> asked.equals(role) || asked.equals("ROLE_" + role));
        request.getSession()
                .setAttribute(
                        HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
                        SecurityContextHolder.getContext());
    }

    static void signOut() {
        MockVaadin.tearDown();
        SecurityContextHolder.clearContext();
    }

    static void go(String address) {
        var location = new Location(address);
        UI.getCurrent().navigate(location.getPath(), location.getQueryParameters());
    }

    /** Views are package-private, and Karibu's own search finds public ones only. */
    private static Routes routes() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Route.class));
        var routes = new Routes();
        for (var view : scanner.findCandidateComponents("io.oeeanalytics")) {
            routes.getRoutes()
                    .add(
                            ClassUtils.resolveClassName(
                                            Objects.requireNonNull(view.getBeanClassName()), null)
                                    .asSubclass(Component.class));
        }
        return routes;
    }
}
