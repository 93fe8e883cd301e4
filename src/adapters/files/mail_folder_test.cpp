#include "adapters/files/mail_folder.hpp"
#include "adapters/files/mail_message.hpp"
#include "platform/async/run.hpp"
#include "tests/support/temporary_directory.hpp"

#include <gmime/gmime.h>
#include <gtest/gtest.h>

#include <fstream>

namespace resuelve::files {
namespace {

notifications::Mail a_mail() {
    return {.message_id = "018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f0a@tienda.example",
            .to_name = "Jesús Muñoz",
            .to = *Email::parse("jesus@example.com"),
            .language = "es",
            .subject = "Tu incidencia 7K3M-9QXR-4T2D",
            .text = "Hola, Jesús:\n\nHemos recibido tu incidencia.\n",
            .at = *parse_rfc3339("2026-11-27T17:00:00.123Z")};
}

/// What another mail program makes of it.
struct Read {
    explicit Read(const std::string& text) {
        auto* stream = g_mime_stream_mem_new_with_buffer(text.data(), text.size());
        auto* parser = g_mime_parser_new_with_stream(stream);
        message = g_mime_parser_construct_message(parser, nullptr);
        g_object_unref(parser);
        g_object_unref(stream);
    }
    ~Read() { g_object_unref(message); }
    Read(const Read&) = delete;
    Read& operator=(const Read&) = delete;

    std::string header(const char* name) const {
        const auto* value = g_mime_object_get_header(GMIME_OBJECT(message), name);
        return value ? value : "";
    }
    int recipients() const {
        auto* all = g_mime_message_get_all_recipients(message);
        const int count = all ? internet_address_list_length(all) : 0;
        if (all) g_object_unref(all);
        return count;
    }
    InternetAddressMailbox* to() const {
        return INTERNET_ADDRESS_MAILBOX(internet_address_list_get_address(g_mime_message_get_to(message), 0));
    }
    std::string to_name() const { return internet_address_get_name(INTERNET_ADDRESS(to())); }
    std::string to_address() const { return internet_address_mailbox_get_addr(to()); }
    std::string subject() const { return g_mime_message_get_subject(message); }
    std::string text() const {
        char* body = g_mime_text_part_get_text(GMIME_TEXT_PART(g_mime_message_get_mime_part(message)));
        std::string result{body};
        g_free(body);
        std::erase(result, '\r');
        return result;
    }

    GMimeMessage* message;
};

TEST(MailMessage, IsInUtf8Throughout) {
    const auto message = to_message(a_mail(), {});
    EXPECT_NE(message.find("Content-Type: text/plain; charset=utf-8"), std::string::npos) << message;
    EXPECT_EQ(message.find("iso-8859"), std::string::npos) << message;
}

TEST(MailMessage, IsReadByOthersAsItWasMeant) {
    const auto mail = a_mail();
    const auto text = to_message(mail, {"Tienda Ñandú", "no-responder@tienda.example"});
    const Read read{text};
    EXPECT_EQ(read.to_name(), mail.to_name);
    EXPECT_EQ(read.to_address(), mail.to.text());
    EXPECT_EQ(read.subject(), mail.subject);
    EXPECT_EQ(read.text(), mail.text);
    EXPECT_EQ(read.header("Auto-Submitted"), "auto-generated");
    EXPECT_EQ(read.header("Message-Id"), "<" + mail.message_id + ">");
    EXPECT_EQ(read.header("Date"), "Fri, 27 Nov 2026 17:00:00 +0000");
    EXPECT_NE(text.find("\r\nContent-Language: es\r\n"), text.npos);
}

TEST(MailMessage, IsPureAsciiWithShortLinesThatEndInCrLf) {
    auto mail = a_mail();
    mail.text = std::string(5000, 'x') + "\n";
    for (int i = 0; i < 3000; ++i)
        mail.text += "ñ";
    mail.text += "\n.\nFrom here\n";
    const auto message = to_message(mail, {});
    std::size_t begin = 0;
    while (begin < message.size()) {
        const auto end = message.find('\n', begin);
        ASSERT_NE(end, message.npos);
        EXPECT_LE(end - begin, 998u);
        ASSERT_GT(end, 0u);
        EXPECT_EQ(message[end - 1], '\r');
        begin = end + 1;
    }
    for (const char c : message)
        ASSERT_GT(c, 0);
    EXPECT_EQ(Read{message}.text(), mail.text);
}

TEST(MailMessage, GivesNobodyAHeaderOrASecondRecipient) {
    for (const std::string evil :
         {"Eva\r\nBcc: all@example.com", "Eva\nCc: all@example.com", "Eva\rTo: all@example.com", "Eva, all@example.com",
          "Eva; all@example.com", "\"Eva\" <all@example.com>,", "Eva\" <all@example.com>, \"",
          "=?utf-8?q?Eva=0D=0ABcc:_all@example.com?=", "Eva\r\n\r\nA body of my own", "Eva (all@example.com)",
          "Eva: all@example.com;",
          "\xC2\x85"
          "Bcc: all@example.com",
          "\xE2\x80\xA8"
          "Bcc: all@example.com"}) {
        auto mail = a_mail();
        mail.to_name = evil;
        mail.subject = evil;
        const Read read{to_message(mail, {evil, "no-responder@tienda.example"})};
        EXPECT_EQ(read.recipients(), 1) << evil;
        EXPECT_EQ(read.to_address(), "jesus@example.com") << evil;
        EXPECT_EQ(read.header("Bcc"), "") << evil;
        EXPECT_EQ(read.header("Cc"), "") << evil;
        EXPECT_EQ(read.text(), mail.text) << evil;
        if (evil.find_first_of("\r\n") == evil.npos && !evil.starts_with("=?")) {
            EXPECT_EQ(read.to_name(), evil);
            EXPECT_EQ(read.subject(), evil);
        }
    }
}

TEST(MailFolder, WritesOneFileForAMailHoweverOftenItIsSent) {
    const testing_support::TemporaryDirectory directory;
    BlockingPool pool{"files", 1, 16};
    MailFolder folder{directory / "mail", {}, pool};
    run(folder.send(a_mail()));
    run(folder.send(a_mail()));
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator{directory / "mail"})
        names.push_back(entry.path().filename());
    EXPECT_EQ(names, (std::vector<std::string>{"20261127T170000123Z-018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f0a.eml"}));
    EXPECT_EQ(folder.written(), 2u);
}

TEST(MailFolder, KeepsWithinItsDirectoryWhateverTheMessageIdIs) {
    const testing_support::TemporaryDirectory directory;
    BlockingPool pool{"files", 1, 16};
    MailFolder folder{directory / "mail", {}, pool};
    auto mail = a_mail();
    mail.message_id = "../../etc/passwd@tienda.example";
    run(folder.send(mail));
    EXPECT_TRUE(std::filesystem::exists(directory / "mail" / "20261127T170000123Z-______etc_passwd.eml"));
}

} // namespace
} // namespace resuelve::files
