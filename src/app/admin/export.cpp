#include "app/admin/export.hpp"

#include "adapters/files/durable_file.hpp"
#include "app/admin/export_file.hpp"
#include "app/admin/transfer_copy.hpp"

#include <fmt/format.h>

#include <fstream>
#include <optional>
#include <stdexcept>

namespace resuelve::app {
namespace {

constexpr std::size_t records_between_words = 100'000;

/// Says how far it is, every so many records.
class Progress {
public:
    Progress(std::ostream& output, std::string_view what) : output_{output}, what_{what} {}

    void one_more() {
        if (++records_ % records_between_words == 0) say();
    }
    void end() { say(); }

private:
    void say() { output_ << fmt::format("{} records {}\n", records_, what_) << std::flush; }

    std::ostream& output_;
    std::string_view what_;
    std::size_t records_ = 0;
};

/// The export of a source, piece by piece; its digest.
Sha256Digest write_export(TransferSource& source, const ExportWriter::Out& out, Progress progress) {
    ExportWriter writer{out};
    read_store(source, [&](const transfer::Record& record) {
        writer.add(record);
        progress.one_more();
    });
    progress.end();
    return writer.finish();
}

ExportSummary read_file(const std::filesystem::path& file, Progress progress, const transfer::Sink& sink) {
    std::ifstream input{file, std::ios::binary};
    if (!input) throw std::runtime_error{fmt::format("{} cannot be read", file.string())};
    try {
        auto summary = read_export(input, [&](const transfer::Record& record) {
            sink(record);
            progress.one_more();
        });
        progress.end();
        return summary;
    } catch (const std::runtime_error& error) {
        throw std::runtime_error{fmt::format("{}: {}", file.string(), error.what())};
    }
}

} // namespace

void export_store(const ServeOptions& options, const std::filesystem::path& file, std::ostream& output,
                  std::ostream& progress) {
    options.check();
    const bool to_output = file == "-";
    if (!to_output && std::filesystem::exists(file))
        throw std::runtime_error{fmt::format("{} is there already", file.string())};
    const auto source = open_source(options);
    std::optional<files::DurableFile> durable;
    if (!to_output) durable.emplace(file);
    write_export(*source,
                 [&](std::string_view piece) {
                     if (durable) return durable->write(piece);
                     if (!output.write(piece.data(), static_cast<std::streamsize>(piece.size())))
                         throw std::runtime_error{"nobody takes what is written"};
                 },
                 {progress, "written"});
    if (durable) durable->commit();
    if (to_output && !output.flush()) throw std::runtime_error{"nobody takes what is written"};
}

void import_store(const ServeOptions& options, const std::filesystem::path& file, std::ostream& progress) {
    options.check();
    ExportWriter as_written_now{[](std::string_view) {}};
    const auto wanted =
        read_file(file, {progress, "checked"}, [&](const transfer::Record& record) { as_written_now.add(record); });
    const auto target = open_target(options);
    {
        StoreFiller filler{*target};
        const auto stored =
            read_file(file, {progress, "stored"}, [&](const transfer::Record& record) { filler.add(record); });
        if (stored.digest != wanted.digest) throw std::runtime_error{file.string() + " changed meanwhile"};
    }
    {
        const auto source = target->written();
        if (write_export(*source, [](std::string_view) {}, {progress, "read again"}) != as_written_now.finish())
            throw std::runtime_error{"what was stored is not what was read: nothing is kept of it"};
    }
    target->finish();
}

} // namespace resuelve::app
