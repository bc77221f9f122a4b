#include <gtest/gtest.h>

#include <QApplication>

int main(int count, char **words)
{
    testing::InitGoogleTest(&count, words);
    if (testing::GTEST_FLAG(list_tests)) // at build time, when there may be no display
        return RUN_ALL_TESTS();
    QApplication application(count, words);
    return RUN_ALL_TESTS();
}
