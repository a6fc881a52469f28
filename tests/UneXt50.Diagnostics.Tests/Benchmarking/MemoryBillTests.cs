using System.Runtime.InteropServices;
using UneXt50.Diagnostics.Benchmarking;
using UneXt50.Statistics;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Diagnostics.Tests.Benchmarking;

[Collection<Alone>]
public class MemoryBillTests
{
    private const nuint Bytes = 128 << 20;
    private const string Map = """
        55a0-55b0 r-xp 00000000 fe:00 1 /usr/bin/unext50
        Size:                 64 kB
        Rss:                  40 kB
        Anonymous:             4 kB
        VmFlags: rd ex mr mw me
        7f00-7f10 r--p 00000000 fe:00 2 /models/my model.onnx
        Rss:                 100 kB
        Anonymous:             0 kB
        7f20-7f30 rw-p 00000000 00:00 0 
        Rss:                   8 kB
        Anonymous:             8 kB
        """;

    [Fact]
    public void Pages_are_told_apart_by_what_they_belong_to() =>
        Assert.Equal(
            new ResidentMemory(36 * 1024, 100 * 1024, 12 * 1024),
            ResidentMemory.Parse(Map.Split('\n'), "/models/my model.onnx"));

    [Fact]
    public void Without_a_model_its_pages_are_those_of_a_file_like_others() =>
        Assert.Equal(new ResidentMemory(136 * 1024, 0, 12 * 1024), ResidentMemory.Parse(Map.Split('\n'), null));

    [Fact]
    public unsafe void The_items_add_up_to_what_is_resident_and_memory_that_is_used_is_on_the_bill()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "read from /proc");
        var bill = MemoryBill.Open()!;
        // Not the collector's, which may have room that is resident already.
        var memory = NativeMemory.Alloc(Bytes);
        NativeMemory.Fill(memory, Bytes, 1);
        Assert.True(bill.Charge("array"));
        NativeMemory.Free(memory);

        Assert.Equal(["program", "array"], bill.Charges.Select(charge => charge.Item));
        Assert.True(bill.Charges[1].Memory.Private > (int)Bytes / 2, $"{bill.Charges[1]}");
        Assert.Equal(bill.TotalBytes, bill.Charges.Sum(charge => charge.Memory.Total));
        Assert.True(MemoryUse.PeakResidentBytes() >= (int)Bytes);
    }
}
