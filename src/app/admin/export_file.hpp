#pragma once

#include "domain/transfer/record.hpp"
#include "platform/crypto/sha256.hpp"

#include <filesystem>
#include <istream>
#include <map>
#include <string>

namespace resuelve::app {

// An export: JSON lines in UTF-8. The first says the version of the format, the last how many records of each kind came
// between them and the SHA-256 of all lines before it, line feeds included. So a file that was cut or changed is
// noticed, and equal stores give equal files.

/// Writes an export, piece by piece.
class ExportWriter {
public:
    using Out = std::function<void(std::string_view)>;

    explicit ExportWriter(Out out);

    void add(const transfer::Record& record);
    /// The last line. Returns the digest that it has.
    Sha256Digest finish();
    std::size_t records() const { return records_; }

private:
    void line(const transfer::Record& record);

    Out out_;
    Sha256 hash_;
    std::map<std::string, std::size_t> counts_; ///< by kind
    std::size_t records_ = 0;
};

/// What the last line says.
struct ExportSummary {
    std::size_t records = 0;
    Sha256Digest digest{};
};

/// Reads an export to its end and hands on each record. Only when it returns was the file whole: throws
/// std::runtime_error, naming the line, for one that is no export, is of a newer format, was cut or changed.
ExportSummary read_export(std::istream& input, const transfer::Sink& sink);

} // namespace resuelve::app
