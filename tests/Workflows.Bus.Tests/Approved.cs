using System.Runtime.CompilerServices;
using System.Text;

namespace Workflows.Tests;

/// <summary>
/// Compares a text with the one that was approved, which stands beside the test as <c>name.approved.txt</c>. Where they differ, what came is written
/// to <c>name.received.txt</c>, and the test shows the difference. Run with APPROVE=1 to approve what comes.
/// </summary>
internal static class Approved
{
    private const int MaxLines = 80;

    public static void Check(string name, string received, [CallerFilePath] string testFile = "")
    {
        var directory = Path.GetDirectoryName(testFile)!;
        var approvedPath = Path.Combine(directory, $"{name}.approved.txt");
        var receivedPath = Path.Combine(directory, $"{name}.received.txt");
        var text = received.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(approvedPath, text);

        var approved = File.Exists(approvedPath) ? File.ReadAllText(approvedPath).ReplaceLineEndings("\n") : "";
        if (text == approved)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, text);
        Assert.Fail($"{name} is not as approved. If it is meant to be so, run the tests again with APPROVE=1 and review the change.\n{Difference(approved, text)}");
    }

    /// <summary>Lines that went (-) and came (+), found by the longest common subsequence.</summary>
    internal static string Difference(string before, string after)
    {
        var (left, right) = (before.Split('\n'), after.Split('\n'));
        var common = new int[left.Length + 1, right.Length + 1];
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
                common[i, j] = left[i] == right[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var lines = new List<string>();
        for (int i = 0, j = 0; i < left.Length || j < right.Length;)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
                (i, j) = (i + 1, j + 1);
            else if (j == right.Length || (i < left.Length && common[i + 1, j] >= common[i, j + 1]))
                lines.Add($"- {left[i++]}");
            else
                lines.Add($"+ {right[j++]}");
        }

        return new StringBuilder().AppendJoin('\n', lines.Take(MaxLines)).Append(lines.Count > MaxLines ? $"\n({lines.Count - MaxLines} more)" : "").ToString();
    }
}
