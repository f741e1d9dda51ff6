namespace Workflows.Tests.Conventions;

public class FileTests
{
    private const int MaxLines = 300;

    private static readonly string[] _directories = ["src", "tests", "samples", "bench"];

    [Fact]
    public void No_file_is_longer_than_three_hundred_lines() =>
        _directories.Where(directory => Directory.Exists(Repository.PathOf(directory)))
            .SelectMany(Repository.SourcesBelow)
            .Select(path => (Path: path, Count: File.ReadLines(Repository.PathOf(path)).Count()))
            .Where(file => file.Count > MaxLines)
            .Select(file => $"{file.Path}: {file.Count} lines")
            .ShouldBeEmpty("A file has one reason; split it by its reasons.");
}
