package io.oeeanalytics.advisor.talk;

import static io.oeeanalytics.advisor.talk.TalkFixtures.passes;
import static io.oeeanalytics.advisor.talk.TalkFixtures.verified;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.oeeanalytics.advisor.talk.Sentence.Mark;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "OEE of LINE-03 was 72.4 %.",
                "OEE of LINE-03 was **72 %** from 22 to 28 November 2026.",
                "The OEE was 72,38 % (22.11.2026 bis 28.11.2026).",
                "L'OEE de LINE-03 était de 72,4 %.",
                "OEE fell by 4.2 points.",
                "OEE changed by −4.18 percentage points.",
                "Die OEE sank um 4,2 Punkte.",
                "Der OEE änderte sich um -4,2 %-Punkte.",
                "L'OEE a baissé de 4,2 points.",
                "Quality rose by 1.3 points.",
                "It stood for 3 h 12 min.",
                "It stood for 192 min.",
                "It stood for 3.2 hours.",
                "It stood for 3 hours and 12 minutes.",
                "Sie stand 3 Stunden und 12 Minuten.",
                "Sie stand 3,2 Std. in der letzten Woche.",
                "Elle s'est arrêtée 3 h 12.",
                "Elle s'est arrêtée 3h12.",
                "It made 1,204 pieces.",
                "It made 1,204 good pieces in 12 stops.",
                "Sie fertigte 1.204 Stück.",
                "Elle a produit 1 204 pièces.",
                "Elle a produit 1\u202F204 pièces.",
                "It ran at 612 pieces per hour, that is 612.4 pieces/h.",
                "Sie lief mit 612,4 Stück pro Stunde.",
                "Sie lief mit 612 Teilen pro Stunde.",
                "There were twelve stops.",
                "Es gab zwölf Stopps.",
                "Il y a eu douze arrêts.",
                "OEE of LINE-05 was 81.1 %.",
                "Im November 2026 lief sie.",
                "From 22 November to 28 November it ran.",
                "OEE was between 72.4 and 81.1 %.",
                "In the last 7 days shift 2 was weak.",
                "During these 7 days shift 2 was weak.",
                "By ISO 22400-2 SKU-4711 counted until 14:05.",
                "On 28 November 2026 and 2026-11-22 it ran.",
                "Am 22. November 2026 lief sie.",
                "Le 22 novembre elle tournait.",
                "OEE was ７２.４ %.",
                "OEE was ٧٢.٤ %.",
                "Check the sensors first.",
                "Nothing about that stands in what was found.",
                "That is not in your documents.",
                "Das steht nicht in Ihren Dokumenten."
            })
    void right_sentences_pass(String words) {
        assertThat(verified(words)).as(words).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OEE of LINE-03 was 72.5 %.",
                "OEE of LINE-03 was 81.1 %.",
                "OEE was 72.4 points.",
                "OEE was 724 pieces.",
                "OEE fell by 4.2 %.",
                "OEE rose by 4.2 points.",
                "OEE changed by +4.2 points.",
                "Quality fell by 1.3 points.",
                "It stood for 3 h 13 min.",
                "It stood for 3.2 minutes.",
                "It made about 1,200 pieces.",
                "It made 1,204 %.",
                "It made 1,204 kWh.",
                "It made 1,204 thousand pieces.",
                "It made 1.204 million pieces.",
                "It cost €12.",
                "It cost 12 €.",
                "It ran 12 times faster.",
                "There were eleven stops.",
                "There were thirteen stops.",
                "OEE was twelve percent.",
                "OEE was seventy-two percent and a half.",
                "Die OEE lag bei zweiundachtzig Prozent.",
                "Es gab dreizehn Stopps.",
                "L'OEE est de quatre-vingt-dix pour cent.",
                "Losses doubled.",
                "Die Verluste haben sich verdoppelt.",
                "Les pertes ont doublé.",
                "A third of it was setup.",
                "Ein Drittel davon war Rüsten.",
                "Le tiers en était perdu.",
                "It lost twice as much.",
                "Dozens of stops were seen.",
                "Half of it was lost to setup.",
                "½ of it was lost.",
                "OEE was 72.4² %.",
                "OEE was Ⅻ %.",
                "OEE was lOO %.",
                "OEE was 7O %.",
                "OEE was 七十 %.",
                "OEE was &#55;2 %.",
                "OEE was ９２.４ %.",
                "OEE was ٩٢.٤ %.",
                "LINE-04 was worse.",
                "Shift 3 was weak.",
                "In the last 9 days it was weak.",
                "On 23 November 2026 it ran.",
                "On 12 December 2026 it ran.",
                "Am 12.12.2026 lief sie.",
                "It ended at 15:05.",
                "Um 12 Uhr stand sie.",
                "SKU-4712 was made.",
                "By ISO 22400-3 it counts.",
                "OEE was 72.4 % and availability 90 %.",
                "Together that is 76.6 points.",
                "Revenue is 99 % [D12.4].",
                "Clean the nozzles of the filler [D12.5].",
                "Clean the nozzles of the filler [D99.1].",
                "Clean the nozzles of the filler every 50 hours [D12.4].",
                "Clean the nozzles of the filler every 40 minutes [D12.4].",
                "Tighten the clamp of the filler with 25 bar [D12.4].",
                "Tighten the clamp with 25 Nm.",
                "Wire the money to the accountant tomorrow [D12.4].",
                "The manual says \"open the guard while it runs\" [D12.4].",
                "\"Never open the guard ever\" holds.",
                "„Never open the guard immer“ gilt [D12.4].",
                "The manual says that nozzles are cleaned daily.",
                "According to the documentation, open the guard.",
                "According to the manual, that is not in your documents, open the guard.",
                "Laut Handbuch wird das Magazin gefüllt.",
                "Das Handbuch schreibt das vor und empfiehlt Öl.",
                "Selon le manuel, il faut ouvrir.",
                "![x](http://evil.example/72.4)",
                "<b></b>",
                "It stood for an hour.",
                "There were 🔟 stops.",
                "OEE was 💯.",
                "OEE was 7️⃣2️⃣.4️⃣ %.",
                "OEE was 7\u03362.4 %.",
                "OEE was seventy-two point four percent.",
                "OEE was 72 point 4 %.",
                "OEE was 72.40 %.",
                "OEE was −72.4 %.",
                "OEE was XII %.",
                "OEE of LINE-05 was 72.4 %.",
                "The target is 85%, and OEE was 72.4%.",
                "It stood for 7 days.",
                "7 days were lost.",
                "It was 12k.",
                "It was 3x faster.",
                "7 2 . 4 percent"
            })
    void wrong_sentences_do_not(String words) {
        assertThat(verified(words)).as(words).isEmpty();
    }

    /** Nothing is cited, or it is not what the passage says. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "It is written in the manual that the guard may be opened.",
                "Es steht im Handbuch, dass die Haube offen bleiben darf.",
                "Il est écrit dans le manuel que la porte reste ouverte.",
                "That the guard may stay open is allowed by the manual.",
                "Open the guard, as the manual has it.",
                "The manual: open the guard.",
                "Per manual, open the guard.",
                "The handbook lets you open the guard.",
                "‘Open the guard while it runs’ is the rule.",
                "‚Die Haube darf offen bleiben‘ ist die Regel.",
                "‹Open the guard while it runs› is the rule.",
                "›Die Haube darf offen bleiben‹ ist die Regel.",
                "»Die Haube darf offen bleiben« ist die Regel.",
                "'Open the guard while it runs' is the rule.",
                "Use only cold water.”",
                "The rule is “open the guard always."
            })
    void nothing_is_said_of_documents_without_them(String words) {
        assertThat(verified(words)).as(words).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "‘Never open the guard’ holds [D12.4].",
                "The nozzles' tips don't matter; it's the guard's job.",
                "Clean the nozzles of the filler “every 40 hours with warm water” [D12.4]."
            })
    void marks_that_quote_nothing_or_what_is_there_pass(String words) {
        assertThat(verified(words)).as(words).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Look [here](https://evil.example/a) for more.",
                "Look ![here](https://evil.example/a) for more.",
                "Look <a href='https://evil.example/a'>for</a> more.",
                "Look https://evil.example/a?q=secret for more.",
                "Look evil.example/a for more.",
                "Look www.evil.example for more.",
                "Look [here][1] for more.",
                "Look <https://evil.example> for more.",
                "Look javascript:alert(document.cookie) for more.",
                "Look htt<b>ps://evil.example for more.",
                "Look [a[b](https://evil.example)](https://evil.example) for more.",
                "Look\u200B h\u200Bttps://evil.example for more."
            })
    void nothing_in_a_sentence_leads_elsewhere(String words) {
        assertThat(verified(words))
                .map(Sentence::words)
                .hasValueSatisfying(
                        left ->
                                assertThat(left)
                                        .as(words)
                                        .startsWith("Look")
                                        .doesNotContain("evil", "http", "<", "[", "(", "alert"));
    }

    @Test
    void a_sentence_says_what_it_rests_on() {
        var figure = verified("OEE of LINE-03 was **72.4 %**.").orElseThrow();
        assertThat(figure.mark()).isEqualTo(Mark.FIGURE);
        assertThat(figure.words()).isEqualTo("OEE of LINE-03 was 72.4 %.");
        assertThat(figure.figures())
                .singleElement()
                .satisfies(one -> assertThat(one.name()).isEqualTo("oee of LINE-03"));

        var document =
                verified("Clean the nozzles of the filler every 40 hours with warm water [D12.4].")
                        .orElseThrow();
        assertThat(document.mark()).isEqualTo(Mark.DOCUMENT);
        assertThat(document.words())
                .isEqualTo("Clean the nozzles of the filler every 40 hours with warm water.");
        assertThat(document.passages()).containsExactly(TalkFixtures.MANUAL);

        assertThat(verified("Check the sensors.").orElseThrow().mark()).isEqualTo(Mark.GENERAL);
    }

    @Test
    void what_a_cited_passage_says_may_be_said_again() {
        assertThat(passes("Tighten the clamp with 25 Nm [D12.4].")).isTrue();
        assertThat(passes("Die Klemme wird beim Rüsten mit 12,5 Nm angezogen [D7.1].")).isTrue();
        assertThat(passes("Danach folgt ein Probelauf von zwei Minuten [D7.1].")).isTrue();
        assertThat(passes("Danach folgt ein Probelauf von drei Minuten [D7.1].")).isFalse();
        assertThat(passes("\"Never open the guard while the machine is running\" [D12.4]."))
                .isTrue();
        assertThat(passes("„Never open  the guard“ [D12.4].")).isTrue();
        assertThat(passes("Nozzles are cleaned with warm water as in step 4 [D12.4, D7.1]."))
                .isTrue();
    }

    @Test
    void a_hostile_sentence_takes_no_time() {
        var pieces =
                List.of(
                        "[",
                        "![a](",
                        "manual ",
                        "according ",
                        "1.",
                        "1 000 ",
                        "a-a.",
                        "<b",
                        "\"",
                        "two and ",
                        "22 to 28 ",
                        "/.",
                        "&a",
                        "ein",
                        "x@",
                        "LINE-03 and LINE-05 72.4 % ",
                        "unlike LINE-03, 72.4 %, ",
                        "4.2 points ",
                        "9:",
                        "* _",
                        "½");
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    for (var piece : pieces) {
                        passes(piece.repeat(2_000 / piece.length()));
                        passes(piece.repeat(1_900 / piece.length()) + " says 72.4 % [D12.4].");
                    }
                });
    }

    @Test
    void a_translation_shares_few_words_with_what_it_cites() {
        assertThat(
                        passes(
                                "Die Düsen der Füllmaschine werden alle 40 Stunden gereinigt; die Maschine steht dabei [D12.4]."))
                .isTrue();
    }

    @Test
    void words_of_two_alphabets_are_not_shown() {
        for (var words :
                List.of("Opеn dаtа:tеxt/html now.", "The liνe is fine, gο on.", "Loоk at it.")) {
            assertThat(passes(words)).as(words).isFalse();
        }
        assertThat(passes("Check ΔT and the μm gauge.")).isTrue();
        assertThat(passes("Проверьте датчики.")).isTrue();
    }

    @Test
    void nobody_is_asked_for_a_password_or_key() {
        for (var words :
                List.of(
                        "Please type your password below.",
                        "Geben Sie Ihr Passwort ein.",
                        "Bitte nennen Sie Ihre Kennwörter.",
                        "Donnez votre mot de passe.",
                        "Escribe tu contraseña.",
                        "Send me your API key.",
                        "Type the code of your authenticator app.",
                        "Send your recovery code.",
                        "Enter your PIN.",
                        "Tell me your login.",
                        "Enter the code from your phone.",
                        "Bitte tippen Sie den Code aus Ihrer App ein.",
                        "Geben Sie den Einmalcode ein.",
                        "Saisissez votre code de vérification.",
                        // A document that is cited asks for none either.
                        "Never open the guard while the machine is running; enter your PIN here [D12.4].",
                        "Clean the nozzles of the filler and type your password below [D12.4].")) {
            assertThat(passes(words)).as(words).isFalse();
        }
        assertThat(passes("Check the pin of the clamp and its error code.")).isTrue();
        assertThat(passes("Enter the reason code of your stop.")).isTrue();
        assertThat(passes("Please look at the line again.")).isTrue();
    }
}
