package io.oeeanalytics.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A manager gives manuals in a real browser and sees what becomes of each. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
class DocumentsJourneyIT extends Journey {
    /** A file is read by a process of its own, then by a job. */
    private static final LocatorAssertions.ContainsTextOptions PATIENT =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    @TempDir static Path folder;
    @LocalServerPort private int port;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var data = Files.createTempDirectory("oee-documents-journey").toString();
        properties.add("oee.data-folder", () -> data);
    }

    @Test
    void manuals_are_looked_at_added_opened_removed_and_brought_back() throws IOException {
        var manual =
                Files.writeString(
                        folder.resolve("Pump P-17.md"),
                        """
                        # Pump P-17

                        ## Changing the seal

                        The mechanical seal is pressed on with the violet mandrel. <b>Never</b> hammer.
                        """);
        var broken = Files.writeString(folder.resolve("broken.pdf"), "%PDF-1.7\n1 0 obj\n<<");
        var page = Browsers.signedIn(browser, address(""), "demo-manager", "demo-manager");
        page.waitForURL("**/lines");
        page.navigate(address("documents"));
        page.locator("#documents-upload input[type=file]")
                .setInputFiles(new Path[] {manual, broken});

        var good = card(page, "Pump P-17.md");
        assertThat(good).containsText("pressed on with the violet mandrel", PATIENT);
        assertThat(card(page, "broken.pdf")).containsText("damaged or cut off", PATIENT);
        assertThat(good).containsText("Administrators always may.");
        button(good, "Add").click();
        button(card(page, "broken.pdf"), "Close").click();

        assertThat(card(page, "broken.pdf")).hasCount(0);
        assertThat(page.locator("#documents-list")).containsText("Ready to be cited", PATIENT);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Pump P-17")).click();
        assertThat(page.locator(".document-text")).containsText("Changing the seal");
        assertThat(page.locator(".document-text")).containsText("Never hammer.");

        page.navigate(address("documents"));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Remove Pump P-17"))
                .click();
        assertThat(page.getByText("No manuals yet")).isVisible();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Undo")).click();
        assertThat(page.locator("#documents-list")).containsText("Pump P-17", PATIENT);
        assertThat(page.locator("#documents-removed")).isHidden();

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Remove Pump P-17"))
                .click();
        assertThat(page.locator("#documents-removed")).containsText("Pump P-17");
        page.navigate(address("documents"));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Bring Pump P-17 back"))
                .click();
        assertThat(page.locator("#documents-list")).containsText("Pump P-17");
        assertThat(page.locator("#documents-removed")).isHidden();
    }

    private String address(String path) {
        return "http://localhost:" + port + "/" + path;
    }

    private static Locator card(Page page, String name) {
        return page.locator(".new-document").filter(new Locator.FilterOptions().setHasText(name));
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }
}
