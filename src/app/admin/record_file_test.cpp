#include "app/admin/record_file.hpp"
#include "tests/support/temporary_directory.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <fstream>
#include <vector>

namespace resuelve::app {
namespace {

class RecordFile : public testing::Test {
protected:
    std::vector<Record> read(const std::string& name, std::string_view content) {
        std::ofstream{directory_ / name} << content;
        std::vector<Record> records;
        read_records(directory_ / name, [&](Record record) { records.push_back(std::move(record)); });
        return records;
    }

    testing_support::TemporaryDirectory directory_;
};

TEST_F(RecordFile, TakesOneJsonObjectALine) {
    const auto records = read("a.jsonl", "{\"subject\":\"ñ\"}\n\n{\"subject\":\"b\"}\n");
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0].incident.at("subject"), "ñ");
    EXPECT_EQ(records[1].line, 3U);
}

TEST_F(RecordFile, SaysWhichLineIsNotJsonAndGoesOn) {
    const auto records = read("a.jsonl", "{\n[1]\n{}\n");
    ASSERT_EQ(records.size(), 3U);
    EXPECT_TRUE(records[0].error.starts_with("not JSON"));
    EXPECT_EQ(records[1].error, "not a JSON object");
    EXPECT_EQ(records[2].error, "");
}

TEST_F(RecordFile, NestsCsvColumnsByTheirDots) {
    const auto records = read("a.csv", "subject,contact.email,order.product,points\r\n"
                                       "\"Llegó \"\"rota\"\", tarde\",a@example.com,,\"uno\ndos\"\r\n"
                                       "b,c@example.com,Mesa,\r\n");
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0].incident, boost::json::parse(R"({"subject":"Llegó \"rota\", tarde",
        "contact":{"email":"a@example.com"},"points":["uno","dos"]})"));
    EXPECT_EQ(records[1].line, 4U);
    EXPECT_EQ(records[1].incident.at("order").at("product"), "Mesa");
}

TEST_F(RecordFile, SaysWhichCsvRowHasTheWrongNumberOfCells) {
    const auto records = read("a.csv", "subject,category\nb\n");
    ASSERT_EQ(records.size(), 1U);
    EXPECT_EQ(records[0].error, "1 cells where the heading has 2");
}

TEST_F(RecordFile, RefusesAnOpenQuote) {
    EXPECT_THROW(read("a.csv", "subject\n\"b"), std::runtime_error);
}

TEST_F(RecordFile, RefusesOtherKinds) {
    EXPECT_THROW(read("a.xlsx", ""), std::runtime_error);
}

} // namespace
} // namespace resuelve::app
