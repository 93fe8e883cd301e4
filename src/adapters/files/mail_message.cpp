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

/// Quoted-printable keeps every line below 998 bytes and every mail server from touching it. The bytes are handed over
/// as content because g_mime_text_part_set_text() would choose a charset itself.
Owned<GMimePart> text_part(const std::string& text) {
    Owned<GMimePart> part{g_mime_part_new_with_type("text", "plain")};
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part.get()), "charset", "utf-8");
    const Owned<GMimeStream> bytes{g_mime_stream_mem_new_with_buffer(text.data(), text.size())};
    const Owned<GMimeDataWrapper> content{
        g_mime_data_wrapper_new_with_stream(bytes.get(), GMIME_CONTENT_ENCODING_DEFAULT)};
    g_mime_part_set_content(part.get(), content.get());
    g_mime_part_set_content_encoding(part.get(), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    return part;
}

void add_mailbox(GMimeMessage* message, GMimeAddressType kind, const std::string& name, std::string_view address) {
    const Owned<InternetAddress> mailbox{
        internet_address_mailbox_new(name.empty() ? nullptr : name.c_str(), std::string{address}.c_str())};
    internet_address_set_charset(mailbox.get(), "utf-8");
    internet_address_list_add(g_mime_message_get_addresses(message, kind), mailbox.get());
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
    add_mailbox(message.get(), GMIME_ADDRESS_TYPE_FROM, one_line(from.name), from.address);
    add_mailbox(message.get(), GMIME_ADDRESS_TYPE_TO, one_line(mail.to_name), mail.to.text());
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
