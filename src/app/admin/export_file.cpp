#include "app/admin/export_file.hpp"

#include "domain/transfer/later_members.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace resuelve::app {
namespace {

using transfer::Record;

constexpr std::string_view format = "resuelve-export";
constexpr std::int64_t format_version = 1;
constexpr std::string_view header = "header";
constexpr std::string_view end = "end";

/// Reads the lines of one export.
class ExportReader {
public:
    explicit ExportReader(std::istream& input) : input_{input} {}

    ExportSummary read(const transfer::Sink& sink) {
        check_header(next());
        for (;;) {
            const auto before = Sha256{hash_}.finish();
            auto record = next();
            if (transfer::kind_of(record) == end) {
                check_end(record, before);
                return {records_, before};
            }
            ++counts_[std::string{transfer::kind_of(record)}];
            ++records_;
            sink(transfer::completed(std::move(record)));
        }
    }

    std::size_t line() const { return line_; }

private:
    Record next() {
        ++line_;
        if (!std::getline(input_, text_)) throw transfer::RecordFault{"the file was cut: its last line is missing"};
        if (input_.eof()) throw transfer::RecordFault{"the file was cut within a line"};
        hash_.add(text_).add("\n");
        try {
            return boost::json::parse(text_).as_object();
        } catch (const std::exception&) {
            throw transfer::RecordFault{"this is no JSON object"};
        }
    }

    static void check_header(const Record& record) {
        if (transfer::kind_of(record) != header || transfer::text(record, "format") != format)
            throw transfer::RecordFault{"this is no export of Resuelve"};
        if (const auto version = transfer::integer(record, "version"); version != format_version)
            throw transfer::RecordFault{
                fmt::format("the export has format {}, this program reads {}", version, format_version)};
    }

    void check_end(const Record& record, const Sha256Digest& digest) {
        const auto& counts = transfer::object(record, "counts");
        for (const auto& [kind, count] : counts_)
            if (transfer::integer(counts, kind) != static_cast<std::int64_t>(count))
                throw transfer::RecordFault{
                    fmt::format("there are {} records \"{}\", not as many as the last line says", count, kind)};
        if (counts.size() != counts_.size()) throw transfer::RecordFault{"records of a whole kind are missing"};
        if (transfer::text(record, "sha256") != to_hex(digest))
            throw transfer::RecordFault{"the file was changed: it has not the SHA-256 that its last line says"};
        if (input_.peek() != std::istream::traits_type::eof())
            throw transfer::RecordFault{"something follows the last line"};
    }

    std::istream& input_;
    std::string text_;
    Sha256 hash_;
    std::map<std::string, std::size_t> counts_;
    std::size_t records_ = 0;
    std::size_t line_ = 0;
};

} // namespace

ExportWriter::ExportWriter(Out out) : out_{std::move(out)} {
    line({{"record", header}, {"format", format}, {"version", format_version}});
}

void ExportWriter::add(const Record& record) {
    ++counts_[std::string{transfer::kind_of(record)}];
    ++records_;
    line(record);
}

Sha256Digest ExportWriter::finish() {
    const auto digest = Sha256{hash_}.finish();
    boost::json::object counts;
    for (const auto& [kind, count] : counts_)
        counts.emplace(kind, count);
    line({{"record", end}, {"counts", std::move(counts)}, {"sha256", to_hex(digest)}});
    return digest;
}

void ExportWriter::line(const Record& record) {
    auto text = boost::json::serialize(record);
    text += '\n';
    hash_.add(text);
    out_(text);
}

ExportSummary read_export(std::istream& input, const transfer::Sink& sink) {
    ExportReader reader{input};
    try {
        return reader.read(sink);
    } catch (const transfer::RecordFault& fault) {
        throw std::runtime_error{fmt::format("line {}: {}", reader.line(), fault.what())};
    }
}

} // namespace resuelve::app
