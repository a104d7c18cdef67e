package dev.understudy.cli.replay;

/** How a comparison is printed. */
enum ReportFormat {
    TABLE,
    JSON
}
