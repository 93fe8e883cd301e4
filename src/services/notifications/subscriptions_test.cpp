#include "domain/events/not_yet.hpp"
#include "services/notifications/notifications_test.hpp"

namespace resuelve::notifications {
namespace {

using NotificationMails = testing::NotificationsTest;
using ::testing::Test;
using namespace std::chrono_literals;

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST_F(NotificationMails, AcknowledgeAClaimWithReferenceDateAndLink) {
    hear(customer_event());
    hear(incident_event("incident.registered", {{"answer_by", "2026-12-22T22:59:59.999Z"}}));
    const auto sent = mails();
    ASSERT_EQ(sent.size(), 1u);
    EXPECT_EQ(sent[0].to.text(), "ana@example.org");
    EXPECT_EQ(sent[0].to_name, "Ana Muñoz");
    EXPECT_EQ(sent[0].subject, "Hemos recibido tu incidencia 7K3M-9QXR-4T2D");
    EXPECT_TRUE(has(sent[0].text, "Hola, Ana Muñoz:"));
    EXPECT_TRUE(has(sent[0].text, "«La cafetera no calienta» el 27/11/2026 18:00"));
    EXPECT_TRUE(has(sent[0].text, "22/12/2026 23:59"));
    EXPECT_TRUE(has(sent[0].text, "https://tienda.example/i/7K3M-9QXR-4T2D"));
}

TEST_F(NotificationMails, AreWrittenInTheLanguageOfTheClaim) {
    hear(customer_event());
    hear(incident_event("incident.registered", {{"language", "en"}}));
    const auto sent = mails();
    ASSERT_EQ(sent.size(), 1u);
    EXPECT_EQ(sent[0].language, "en");
    EXPECT_TRUE(has(sent[0].text, "Hello Ana Muñoz,"));
    EXPECT_TRUE(has(sent[0].text, "27 November 2026, 18:00"));
}

TEST_F(NotificationMails, CarryNothingOfTheSenderUntilTheAddressIsVerified) {
    hear(customer_event("customer.registered", false));
    hear(incident_event("incident.registered"));
    const auto sent = mails();
    ASSERT_EQ(sent.size(), 1u);
    EXPECT_EQ(sent[0].to_name, "");
    for (const auto& text : {sent[0].subject, sent[0].text})
        for (const auto* word : {"Ana", "Muñoz", "cafetera"})
            EXPECT_FALSE(has(text, word)) << text;
    EXPECT_TRUE(has(sent[0].text, "7K3M-9QXR-4T2D"));
}

TEST_F(NotificationMails, OfAnEmployeeToAnUnverifiedAddressHaveNoNameEither) {
    hear(incident_event("incident.answered", {{"customer_id", nullptr},
                                              {"contact", {{"name", "Buy pills"}, {"email", "eva@example.org"}}},
                                              {"text", "¿Qué modelo es?"}}));
    const auto sent = mails();
    ASSERT_EQ(sent.size(), 1u);
    EXPECT_FALSE(has(sent[0].text + sent[0].to_name, "pills"));
    EXPECT_TRUE(has(sent[0].text, "Hola:\n"));
    EXPECT_TRUE(has(sent[0].text, "¿Qué modelo es?"));
}

TEST_F(NotificationMails, GoToAnUnverifiedAddressAtMostOnceAnHour) {
    const boost::json::object stranger{{"customer_id", nullptr},
                                       {"contact", {{"name", "Eva"}, {"email", "eva@example.org"}}}};
    for (int i = 0; i < 10; ++i)
        hear(incident_event("incident.registered", stranger));
    EXPECT_EQ(mails().size(), 1u);
    EXPECT_EQ(service.withheld, 9u);
    clock.advance(61min);
    hear(incident_event("incident.registered", stranger));
    EXPECT_EQ(mails().size(), 1u);
}

TEST_F(NotificationMails, ToStrangersAreLimitedInAll) {
    for (int i = 0; i < 150; ++i)
        hear(incident_event("incident.registered",
                            {{"customer_id", nullptr},
                             {"contact", {{"name", "Eva"}, {"email", fmt::format("eva{}@example.org", i)}}}}));
    std::size_t sent = 0;
    while (const auto now = mails().size())
        sent += now;
    EXPECT_EQ(sent, 100u);
    hear(customer_event());
    hear(incident_event("incident.registered"));
    EXPECT_EQ(mails().size(), 1u) << "those who are known are not harmed";
}

TEST_F(NotificationMails, CausedByTheCustomerAreAtMostFiveAnHour) {
    hear(customer_event());
    for (int i = 0; i < 8; ++i)
        hear(incident_event("incident.registered"));
    EXPECT_EQ(mails().size(), 5u);
    hear(incident_event("incident.answered", {{"text", "Hola"}}));
    EXPECT_EQ(mails().size(), 1u) << "what an employee writes always arrives";
}

TEST_F(NotificationMails, AreNotQueuedTwiceForOneEvent) {
    hear(customer_event());
    const auto answered = incident_event("incident.answered", {{"text", "Hola"}});
    hear(answered);
    hear(answered);
    EXPECT_EQ(mails().size(), 1u);
}

TEST_F(NotificationMails, WaitForACustomerWhoseEventIsLate) {
    EXPECT_THROW(hear(incident_event("incident.registered")), std::runtime_error);
    hear(customer_event());
    hear(heard.front());
    EXPECT_EQ(mails().size(), 1u);
}

TEST_F(NotificationMails, StopOnceACustomerIsErased) {
    hear(customer_event());
    hear(incident_event("incident.registered"));
    hear(customer_event("customer.erased"));
    hear(incident_event("incident.answered", {{"text", "Hola"}}));
    EXPECT_TRUE(mails().empty());
}

TEST_F(NotificationMails, AreNotDisturbedByEventsOfTheFuture) {
    hear(customer_event());
    hear(event("customer.promoted", {{"points", 7}}, ana));
    hear(event("employee.promoted", {{"points", 7}}, ana));
    hear(event("incident.dreamt_of", {}));
    hear(incident_event("incident.registered"));
    EXPECT_EQ(mails().at(0).to_name, "Ana Muñoz");
}

TEST_F(NotificationMails, TellWhatIsMissingAndUntilWhen) {
    hear(customer_event());
    hear(incident_event(
        "incident.completion_requested",
        {{"text", "Gracias."}, {"missing", {"la factura", "una foto"}}, {"complete_by", "2026-12-14T22:59:59.999Z"}}));
    const auto sent = mails();
    ASSERT_EQ(sent.size(), 1u);
    EXPECT_TRUE(has(sent[0].text, "- la factura\n- una foto\n"));
    EXPECT_TRUE(has(sent[0].text, "14/12/2026 23:59"));
}

boost::json::object a_proposal(const char* outcome) {
    return {
        {"outcome", outcome},
        {"remedy", "refund"},
        {"confirm_by", "2026-12-07T17:00:00.000Z"},
        {"answers", boost::json::array{{{"point", 1}, {"decision", "upheld"}, {"reasons", "Es un defecto."}},
                                       {{"point", 2}, {"decision", "rejected"}, {"reasons", "No está cubierto."}}}}};
}

TEST_F(NotificationMails, AnswerEveryPointWithReasons) {
    hear(customer_event());
    hear(incident_event("incident.resolution_proposed", a_proposal("partly_upheld")));
    const auto text = mails().at(0).text;
    EXPECT_TRUE(has(text, "Decisión: estimada en parte\nTe ofrecemos: la devolución del importe\n"));
    EXPECT_TRUE(has(text, "Punto 1: estimada\nEs un defecto.\n\nPunto 2: desestimada\nNo está cubierto.\n"));
    EXPECT_TRUE(has(text, "07/12/2026 18:00"));
}

TEST_F(NotificationMails, SayWhatIsGivenForAPoint) {
    hear(customer_event());
    auto proposal = a_proposal("partly_upheld");
    proposal["answers"].as_array()[0].as_object()["amount_cents"] = 8'905;
    hear(incident_event("incident.resolution_proposed", std::move(proposal)));
    EXPECT_TRUE(has(mails().at(0).text, "Punto 1: estimada, 89,05\u00a0€\nEs un defecto."));
}

TEST_F(NotificationMails, NameOtherBodiesWhenSomethingIsRefused) {
    hear(customer_event());
    hear(incident_event("incident.resolution_proposed", a_proposal("partly_upheld")));
    EXPECT_TRUE(has(mails().at(0).text, "Junta Arbitral de Consumo"));
    hear(incident_event("incident.resolution_proposed", a_proposal("rejected")));
    EXPECT_TRUE(has(mails().at(0).text, "Junta Arbitral de Consumo"));
    hear(incident_event("incident.resolution_proposed", a_proposal("upheld")));
    EXPECT_FALSE(has(mails().at(0).text, "Junta Arbitral de Consumo"));
}

TEST_F(NotificationMails, AskForARatingOnlyOnceItIsClosed) {
    hear(customer_event());
    hear(incident_event("incident.resolution_accepted", {{"closed_as", "confirmed"}}));
    const auto text = mails().at(0).text;
    EXPECT_TRUE(has(text, "aceptaste la propuesta"));
    EXPECT_TRUE(has(text, "valorarla"));
}

TEST_F(NotificationMails, AreMadeForEveryEventThatTheCustomerHasToKnow) {
    hear(customer_event());
    for (const auto* type : {"incident.information_requested", "incident.reminded", "incident.closed_unanswered",
                             "incident.lapsed", "incident.reopened", "incident.withdrawn"}) {
        hear(incident_event(type));
        clock.advance(61min);
        EXPECT_EQ(mails().size(), 1u) << type;
    }
    for (const auto* type : {"incident.replied", "incident.noted", "incident.taken", "incident.changed",
                             "incident.deadline_warned", "incident.not_notified", "incident.merged"})
        hear(incident_event(type, {{"percent", 50}}));
    EXPECT_TRUE(mails().empty());
}

TEST_F(NotificationMails, CarrySingleUseLinksBehindAHash) {
    const auto link = [&](const char* type, const char* purpose, Uuid subject) {
        hear(event(type,
                   {{"email", "ana@example.org"},
                    {"language", "es"},
                    {"purpose", purpose},
                    {"token", "sEcReT"},
                    {"reference", "7K3M-9QXR-4T2D"},
                    {"expires_at", "2026-11-29T17:00:00.000Z"}},
                   subject));
        return mails().at(0).text;
    };
    EXPECT_TRUE(has(link("customer.link_requested", "verify_email", ana), "https://tienda.example/verify#sEcReT\n"));
    EXPECT_TRUE(has(link("customer.link_requested", "reset_password", ana), "https://tienda.example/reset#sEcReT\n"));
    EXPECT_TRUE(has(link("customer.link_requested", "sign_in", ana), "https://tienda.example/entrar/enlace#sEcReT\n"));
    clock.advance(61min); // the words are those of the first: one in an hour to an address that nobody proved
    EXPECT_TRUE(has(link("customer.link_requested", "change_email", ana), "https://tienda.example/email#sEcReT\n"));
    EXPECT_TRUE(has(link("customer.link_requested", "incident_access", ana), "/access#sEcReT\n"));
    EXPECT_TRUE(has(link("employee.link_requested", "invitation", eva), "/desk/invitation#sEcReT\n"));
    EXPECT_TRUE(has(link("employee.link_requested", "reset_password", eva), "29/11/2026 18:00"));
    for (const auto& kept : run(store.list({})))
        EXPECT_FALSE(has(kept.text, "sEcReT")) << "it is not kept once it is sent";
}

TEST_F(NotificationMails, WithAnAccessLinkBelongToTheIncident) {
    hear(event(
        "incident.access_requested",
        {{"email", "ana@example.org"}, {"language", "es"}, {"token", "sEcReT"}, {"reference", "7K3M-9QXR-4T2D"}}));
    EXPECT_TRUE(has(mails().at(0).text, "/access#sEcReT"));
    EXPECT_EQ(run(store.list({})).at(0).incident, IncidentId{incident});
}

TEST_F(NotificationMails, WithALinkAreNotHeldBackByAFloodOfClaims) {
    for (int i = 0; i < 150; ++i)
        hear(incident_event("incident.registered",
                            {{"customer_id", nullptr},
                             {"contact", {{"name", "Eva"}, {"email", fmt::format("eva{}@example.org", i)}}}}));
    while (!mails().empty()) {
    }
    hear(event("customer.link_requested",
               {{"email", "ana@example.org"}, {"language", "es"}, {"purpose", "reset_password"}, {"token", "x"}}, ana));
    EXPECT_EQ(mails().size(), 1u);
}

TEST_F(NotificationMails, WithALinkAreNotHeldBackByReceipts) {
    hear(customer_event());
    for (int i = 0; i < 9; ++i)
        hear(incident_event("incident.registered"));
    EXPECT_EQ(mails().size(), 5u);
    hear(event("customer.link_requested",
               {{"email", "ana@example.org"}, {"language", "es"}, {"purpose", "sign_in"}, {"token", "x"}}, ana));
    EXPECT_EQ(mails().size(), 1u);
}

TEST_F(NotificationMails, WithALinkAreLimitedForAnUnverifiedAddress) {
    const auto ask = [&](const char* purpose) {
        hear(event("customer.link_requested",
                   {{"email", "ana@example.org"}, {"language", "es"}, {"purpose", purpose}, {"token", "x"}}, ana));
    };
    for (int i = 0; i < 5; ++i)
        ask("verify_email");
    EXPECT_EQ(mails().size(), 1u);
    hear(customer_event());
    for (int i = 0; i < 9; ++i)
        ask("reset_password");
    EXPECT_EQ(mails().size(), 5u) << "five in an hour of each kind";
}

TEST_F(NotificationMails, TellOfARequestAboutOnesData) {
    hear(customer_event());
    boost::json::object data{{"customer_id", ana.to_string()},
                             {"right", "erase"},
                             {"made_at", "2026-11-27T17:00:00.000Z"},
                             {"due", "2026-12-27T22:59:59.999Z"}};
    const auto mailed = [&](std::string_view what) {
        hear(event(fmt::format("customer.data_request_{}", what), data, ana));
        const auto sent = mails();
        return sent.size() == 1 ? sent[0].text : std::string{};
    };
    const auto made = mailed("made");
    EXPECT_TRUE(has(made, "supresión de tus datos")) << made;
    EXPECT_TRUE(has(made, "27/12/2026 23:59")) << made;
    EXPECT_TRUE(has(made, "https://tienda.example/cuenta/datos\n"));
    data["reasons"] = "Hay que pedirlo al transportista.";
    EXPECT_TRUE(has(mailed("extended"), "transportista"));
    data["outcome"] = "partly";
    data["explanation"] = "La factura se conserva seis años.";
    const auto answered = mailed("answered");
    EXPECT_TRUE(has(answered, "atendida en parte")) << answered;
    EXPECT_TRUE(has(answered, "seis años"));
}

TEST_F(NotificationMails, ForAnUnknownPurposeAreRefusedByName) {
    EXPECT_THROW(hear(event("customer.link_requested",
                            {{"email", "ana@example.org"}, {"purpose", "dance"}, {"token", "x"}}, ana)),
                 std::invalid_argument);
    EXPECT_THROW(
        hear(event("customer.link_requested", {{"email", "nobody"}, {"purpose", "verify_email"}, {"token", "x"}}, ana)),
        std::invalid_argument);
}

TEST_F(NotificationMails, TellAnEmployeeOfAnAssignment) {
    hear(employee_event(eva, "eva", "agent"));
    hear(incident_event("incident.assigned", {{"assignee_id", eva.to_string()}, {"assignee_before", nullptr}}));
    const auto sent = mails();
    ASSERT_EQ(sent.size(), 1u);
    EXPECT_EQ(sent[0].to.text(), "eva@tienda.example");
    EXPECT_EQ(sent[0].subject, "7K3M-9QXR-4T2D was assigned to you");
    EXPECT_TRUE(has(sent[0].text, "of high priority"));
    hear(incident_event("incident.assigned", {{"assignee_id", eva.to_string()}, {"team_before", nullptr}}));
    EXPECT_TRUE(mails().empty()) << "only the team changed";
}

TEST_F(NotificationMails, TellEverySupervisorOfAnEscalation) {
    hear(employee_event(eva, "eva", "supervisor"));
    hear(employee_event(incident, "luz", "supervisor"));
    hear(employee_event(ana, "max", "agent"));
    hear(incident_event("incident.escalated"));
    EXPECT_EQ(mails().size(), 2u);
}

TEST_F(NotificationMails, TellTheOldAddressWhenACustomerHasAnother) {
    hear(customer_event());
    auto moved = customer_event("customer.updated");
    moved.version = 2;
    moved.data["email"] = "ana.nueva@example.org";
    hear(moved);
    const auto sent = mails();
    ASSERT_EQ(sent.size(), 1u);
    EXPECT_EQ(sent[0].to.text(), "ana@example.org");
    EXPECT_FALSE(has(sent[0].text, "nueva@")) << "whoever reads the old address need not know the new one";
    hear(moved);
    EXPECT_TRUE(mails().empty()) << "once";
    hear(incident_event("incident.registered"));
    EXPECT_EQ(mails().at(0).to.text(), "ana.nueva@example.org");
}

TEST_F(NotificationMails, TellACustomerOfAPasskeyWhenItWasAndWhatToDo) {
    hear(customer_event());
    const auto mailed = [&](const char* type) {
        hear(event(type, {{"customer_id", ana.to_string()}, {"email", "ana@example.org"}, {"passkey", "Móvil"}}, ana));
        const auto sent = mails();
        return sent.size() == 1 ? sent[0] : Mail{};
    };
    const auto added = mailed("customer.passkey_added");
    EXPECT_EQ(added.to.text(), "ana@example.org");
    EXPECT_EQ(added.subject, "Se ha añadido una llave de acceso a tu cuenta");
    EXPECT_TRUE(has(added.text, "Hola, Ana Muñoz:")) << added.text;
    EXPECT_TRUE(has(added.text, "El 27/11/2026 18:00")) << added.text;
    EXPECT_TRUE(has(added.text, "«Móvil»"));
    EXPECT_TRUE(has(added.text, "    https://tienda.example/contrasena\n"));
    EXPECT_TRUE(has(added.text, "    https://tienda.example/cuenta/preferencias\n"));
    const auto removed = mailed("customer.passkey_removed");
    EXPECT_TRUE(has(removed.subject, "quitado"));
    EXPECT_TRUE(has(removed.text, "«Móvil»: ya no sirve"));
}

TEST_F(NotificationMails, TellAnEmployeeOfAPasskey) {
    hear(employee_event(eva, "eva", "agent"));
    for (const auto* type : {"employee.passkey_added", "employee.passkey_removed"}) {
        hear(event(type, {{"employee_id", eva.to_string()}, {"email", "eva@tienda.example"}, {"passkey", "Laptop"}},
                   eva));
        const auto sent = mails();
        ASSERT_EQ(sent.size(), 1u) << type;
        EXPECT_EQ(sent[0].to.text(), "eva@tienda.example");
        EXPECT_TRUE(has(sent[0].subject, std::string_view{type}.ends_with("added") ? "was added" : "was removed"));
        EXPECT_TRUE(has(sent[0].text, "On 27 November 2026, 18:00 the passkey “Laptop”")) << sent[0].text;
        EXPECT_TRUE(has(sent[0].text, "tell your administrator"));
        EXPECT_TRUE(has(sent[0].text, "    https://tienda.example/consola/yo\n"));
    }
}

TEST_F(NotificationMails, OfAPasskeyAreNotHeldBackByOthersAndGoWhereTheAccountWasThen) {
    hear(customer_event());
    for (int i = 0; i < 9; ++i)
        hear(incident_event("incident.registered"));
    EXPECT_EQ(mails().size(), 5u);
    auto moved = customer_event("customer.updated");
    moved.data["email"] = "thief@example.org";
    hear(moved);
    mails();
    for (int i = 0; i < 8; ++i)
        hear(event("customer.passkey_added",
                   {{"customer_id", ana.to_string()}, {"email", "ana@example.org"}, {"passkey", "Llave"}}, ana));
    const auto sent = mails();
    EXPECT_EQ(sent.size(), 8u);
    EXPECT_EQ(sent.at(0).to.text(), "ana@example.org");
    EXPECT_EQ(service.withheld, 4u);
}

TEST_F(NotificationMails, OfAPasskeyWaitForItsOwnerAndEndWithTheAccount) {
    const boost::json::object data{
        {"customer_id", ana.to_string()}, {"email", "ana@example.org"}, {"passkey", "Buy pills"}};
    EXPECT_THROW(hear(event("customer.passkey_added", data, ana)), events::NotYet);
    hear(customer_event("customer.registered", false));
    hear(event("customer.passkey_removed", data, ana));
    const auto sent = mails();
    ASSERT_EQ(sent.size(), 1u);
    EXPECT_FALSE(has(sent[0].text + sent[0].to_name, "pills")) << "nobody proved the address";
    hear(customer_event("customer.erased"));
    hear(event("customer.passkey_added", data, ana));
    EXPECT_TRUE(mails().empty());
}

TEST_F(NotificationMails, TellNobodyOfAnAddressThatWasNeverProved) {
    hear(customer_event("customer.registered", false));
    auto moved = customer_event("customer.updated");
    moved.version = 2;
    moved.data["email"] = "ana.nueva@example.org";
    hear(moved);
    EXPECT_TRUE(mails().empty());
}

} // namespace
} // namespace resuelve::notifications
