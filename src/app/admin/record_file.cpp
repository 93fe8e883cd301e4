#include "app/admin/record_file.hpp"

#include <boost/json.hpp>
#include <csv.h>
#include <fmt/format.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <vector>

namespace resuelve::app {
namespace {

namespace bj = boost::json;

void read_json_lines(std::istream& input, const std::function<void(Record)>& take) {
    std::string text;
    for (std::size_t line = 1; std::getline(input, text); ++line) {
        if (text.find_first_not_of(" \t\r") == std::string::npos) continue;
        Record record{.line = line};
        boost::system::error_code error;
        auto value = bj::parse(text, error);
        if (error)
            record.error = "not JSON: " + error.message();
        else if (!value.is_object())
            record.error = "not a JSON object";
        else
            record.incident = std::move(value.get_object());
        take(std::move(record));
    }
}

bj::array lines_of(const std::string& cell) {
    bj::array lines;
    std::istringstream input{cell};
    for (std::string line; std::getline(input, line);)
        if (!line.empty()) lines.emplace_back(line);
    return lines;
}

/// Collects cells into rows, and rows into records by the names of the first row.
class CsvRows {
public:
    explicit CsvRows(const std::function<void(Record)>& take) : take_{take} {}

    void cell(std::string text) {
        lines_in_row_ += static_cast<std::size_t>(std::ranges::count(text, '\n'));
        row_.push_back(std::move(text));
    }

    void row() {
        if (names_.empty())
            names_ = std::move(row_);
        else
            take_(record());
        row_.clear();
        line_ += lines_in_row_ + 1;
        lines_in_row_ = 0;
    }

private:
    Record record() {
        Record result{.line = line_};
        if (row_.size() != names_.size()) {
            result.error = fmt::format("{} cells where the heading has {}", row_.size(), names_.size());
            return result;
        }
        for (std::size_t i = 0; i < row_.size(); ++i)
            if (!row_[i].empty()) set(result.incident, names_[i], row_[i]);
        return result;
    }

    static void set(bj::object& object, std::string_view name, const std::string& cell) {
        const auto dot = name.find('.');
        if (dot != std::string_view::npos) {
            auto& nested = object[name.substr(0, dot)];
            if (!nested.is_object()) nested.emplace_object();
            set(nested.get_object(), name.substr(dot + 1), cell);
        } else if (name == "points") {
            object[name] = lines_of(cell);
        } else {
            object[name] = cell;
        }
    }

    const std::function<void(Record)>& take_;
    std::vector<std::string> names_;
    std::vector<std::string> row_;
    std::size_t line_ = 1;
    std::size_t lines_in_row_ = 0;
};

void take_cell(void* text, std::size_t size, void* rows) {
    static_cast<CsvRows*>(rows)->cell({static_cast<const char*>(text), size});
}

void take_row(int, void* rows) {
    static_cast<CsvRows*>(rows)->row();
}

void read_csv(std::istream& input, const std::function<void(Record)>& take) {
    csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::runtime_error{"the CSV parser does not start"};
    const std::unique_ptr<csv_parser, decltype(&csv_free)> guard{&parser, csv_free};
    CsvRows rows{take};
    std::array<char, 65536> block{};
    while (input.read(block.data(), block.size()), input.gcount() > 0) {
        const auto size = static_cast<std::size_t>(input.gcount());
        if (csv_parse(&parser, block.data(), size, take_cell, take_row, &rows) != size)
            throw std::runtime_error{fmt::format("not CSV: {}", csv_strerror(csv_error(&parser)))};
    }
    if (csv_fini(&parser, take_cell, take_row, &rows) != 0)
        throw std::runtime_error{"not CSV: the last cell has no closing quote"};
}

} // namespace

void read_records(const std::filesystem::path& file, const std::function<void(Record)>& take) {
    std::ifstream input{file, std::ios::binary};
    if (!input) throw std::runtime_error{fmt::format("{} cannot be read", file.string())};
    const auto kind = file.extension();
    if (kind == ".jsonl" || kind == ".json")
        read_json_lines(input, take);
    else if (kind == ".csv")
        read_csv(input, take);
    else
        throw std::runtime_error{fmt::format("{} is neither *.jsonl nor *.csv", file.string())};
}

} // namespace resuelve::app
