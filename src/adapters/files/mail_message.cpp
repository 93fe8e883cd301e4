#include "adapters/files/mail_message.hpp"

#include "platform/json/text.hpp"

#include <gmime/gmime.h>

#include <memory>
#include <mutex>

namespace resuelve::files {
namespace {

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

/// One line, whatever came in: nobody writes a header of ours (reliability.md §4 row 24).
std::string one_line(std::string_view text) {
    std::string line;
    for (const char c : text)
        line += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    return line;
}

void set_date(GMimeMessage* message, Instant at) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
    auto* date = g_date_time_new_from_unix_utc(seconds);
    g_mime_message_set_date(message, date);
    g_date_time_unref(date);
}

/// Quoted-printable keeps every line below 998 bytes and every mail server from touching it.
Owned<GMimeTextPart> text_part(const std::string& text) {
    Owned<GMimeTextPart> part{g_mime_text_part_new_with_subtype("plain")};
    g_mime_text_part_set_charset(part.get(), "utf-8");
    g_mime_text_part_set_text(part.get(), text.c_str());
    g_mime_part_set_content_encoding(GMIME_PART(part.get()), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    return part;
}

std::string spelled(GMimeMessage* message) {
    auto* options = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
    char* text = g_mime_object_to_string(GMIME_OBJECT(message), options);
    std::string result{text};
    g_free(text);
    g_mime_format_options_free(options);
    return result;
}

} // namespace

std::string to_message(const notifications::Mail& mail, const MailSender& from) {
    static std::once_flag once;
    std::call_once(once, [] { g_mime_init(); });

    Owned<GMimeMessage> message{g_mime_message_new(TRUE)};
    g_mime_message_add_mailbox(message.get(), GMIME_ADDRESS_TYPE_FROM, one_line(from.name).c_str(),
                               from.address.c_str());
    const auto name = one_line(mail.to_name);
    g_mime_message_add_mailbox(message.get(), GMIME_ADDRESS_TYPE_TO, name.empty() ? nullptr : name.c_str(),
                               mail.to.text().c_str());
    g_mime_message_set_subject(message.get(), one_line(mail.subject).c_str(), "utf-8");
    set_date(message.get(), mail.at);
    g_mime_message_set_message_id(message.get(), mail.message_id.c_str());
    auto* object = GMIME_OBJECT(message.get());
    g_mime_object_set_header(object, "Auto-Submitted", "auto-generated", "utf-8"); // RFC 3834 §5
    g_mime_object_set_header(object, "X-Auto-Response-Suppress", "All", "utf-8");
    const auto part = text_part(mail.text);
    g_mime_object_set_header(GMIME_OBJECT(part.get()), "Content-Language", one_line(mail.language).c_str(), "utf-8");
    g_mime_message_set_mime_part(message.get(), GMIME_OBJECT(part.get()));
    return spelled(message.get());
}

} // namespace resuelve::files
