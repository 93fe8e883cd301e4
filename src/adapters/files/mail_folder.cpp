#include "adapters/files/mail_folder.hpp"

#include "adapters/files/durable_file.hpp"

namespace resuelve::files {
namespace {

/// "20261127T170000123Z-0192….eml". A message id is ours, but a file name must not depend on that.
std::string file_name(const notifications::Mail& mail) {
    std::string name;
    for (const char c : to_rfc3339(mail.at))
        if (c != '-' && c != ':' && c != '.') name += c;
    name += '-';
    for (const char c : mail.message_id.substr(0, mail.message_id.find('@')))
        name += std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' ? c : '_';
    return name + ".eml";
}

} // namespace

MailFolder::MailFolder(std::filesystem::path directory, MailSender from, BlockingPool& pool) :
    directory_{std::move(directory)}, from_{std::move(from)}, pool_{pool} {
    make_directory(directory_);
}

awaitable<void> MailFolder::send(notifications::Mail mail) {
    co_await pool_.run([&] { write_durably(directory_ / file_name(mail), to_message(mail, from_)); });
    ++written_;
}

} // namespace resuelve::files
