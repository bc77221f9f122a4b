#include "architecture/sources.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <regex>

namespace mailwalk::architecture {

namespace {

const std::set<std::string> topLevel{"app", "core", "resources", "translations", "tests", "packaging"};

bool mayBeInTheRoot(const std::string &folder)
{
    return topLevel.contains(folder) || folder.starts_with('.') || folder == "build" || folder.starts_with("build-");
}

// Files and presets that a document tells its reader to use, and that are not there.
std::vector<std::string> brokenPromises(const std::string &document)
{
    static const std::regex path(
        R"(`((?:app|core|resources|translations|tests|packaging|\.ci)/[a-z0-9_./-]*)|\]\((?!https?:)([^)#]+))");
    static const std::regex preset(R"(--preset ([a-z]+))");
    std::vector<std::string> broken;
    for (std::sregex_iterator at(document.begin(), document.end(), path), end; at != end; ++at) {
        const std::string name = (*at)[1].matched ? (*at)[1] : (*at)[2];
        if (!exists(name))
            broken.push_back(name);
    }
    for (std::sregex_iterator at(document.begin(), document.end(), preset), end; at != end; ++at) {
        if (contents("CMakePresets.json").find("\"name\": \"" + (*at)[1].str() + "\"") == std::string::npos)
            broken.push_back("--preset " + (*at)[1].str());
    }
    return broken;
}

// Texts with a plural that the English translation lacks: they would be shown as "3 step(s)".
std::vector<std::string> pluralsWithout(const std::string &translation, const std::vector<Source> &sources)
{
    static const std::regex plural(R"re("([^"]*%n[^"]*)")re");
    std::vector<std::string> missing;
    for (const Source &source : sources)
        for (std::sregex_iterator at(source.text.begin(), source.text.end(), plural), end; at != end; ++at)
            if (translation.find("<source>" + (*at)[1].str() + "</source>") == std::string::npos)
                missing.push_back((*at)[1]);
    return missing;
}

} // namespace

TEST(Root, HasNoFolderButThoseOfTheDesign)
{
    for (const auto &entry : std::filesystem::directory_iterator(MAILWALK_SOURCE_DIR)) {
        if (entry.is_directory()) {
            EXPECT_TRUE(mayBeInTheRoot(entry.path().filename().string())) << entry.path();
        }
    }
    EXPECT_FALSE(mayBeInTheRoot("src"));
    EXPECT_FALSE(mayBeInTheRoot("docs"));
}

TEST(Documents, NameOnlyFilesAndPresetsThatAreThere)
{
    for (const std::string name : {"README.md", "CONTRIBUTING.md", "CHANGELOG.md"})
        EXPECT_EQ(brokenPromises(contents(name)), std::vector<std::string>{}) << name;
    const std::vector<std::string> expected{"tests/nothing", "gone.png", "--preset none"};
    EXPECT_EQ(brokenPromises("`tests/nothing` and `tests/run --all`, ![](gone.png), cmake --preset none"), expected);
}

TEST(Plurals, AreTranslatedIntoEnglishToo)
{
    const std::string translation = contents("translations/mailwalk_en.ts");
    EXPECT_EQ(pluralsWithout(translation, sourcesBelow({"core", "app"})), std::vector<std::string>{});
    EXPECT_EQ(translation.find("unfinished"), std::string::npos);
    EXPECT_FALSE(pluralsWithout("", sourcesBelow({"app"})).empty());
}

TEST(Documents, BeginWithTheTwoCommands)
{
    const std::string readme = contents("README.md");
    const auto start = readme.find("packaging/start");
    const auto tests = readme.find("tests/run");
    ASSERT_NE(tests, std::string::npos);
    EXPECT_LT(start, tests);
    EXPECT_LT(tests, 1500u);
    for (const std::string command : {"packaging/start", "packaging/install", "tests/run", ".ci/run"}) {
        const auto mode = std::filesystem::status(std::string(MAILWALK_SOURCE_DIR "/") + command).permissions();
        EXPECT_NE(mode & std::filesystem::perms::owner_exec, std::filesystem::perms::none) << command;
    }
}

} // namespace mailwalk::architecture
