#!/usr/bin/env bash
# old-runtimes.sh FOLDER: onnxruntimes of other versions, for UNEXT50_TEST_RUNTIMES=FOLDER. 1.30.0 is NuGet's (130 MB); older ones
# are those that onnxruntime-node brings (150 MB), where there is an npm to fetch it.
set -euo pipefail

folder=${1:?name a folder}
case $(uname -m) in
  x86_64) npm=x64 nuget=linux-x64 ;;
  aarch64) npm=arm64 nuget=linux-arm64 ;;
  *) echo "there are none for this processor" >&2; exit 1 ;;
esac
mkdir -p "$folder"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [[ ! -d $folder/1.30.0 ]]; then
  cat > "$work/fetch.csproj" << 'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageDownload Include="Microsoft.ML.OnnxRuntime" Version="[1.30.0]" /></ItemGroup>
</Project>
PROJECT
  dotnet restore "$work/fetch.csproj" --packages "$work/packages" -v quiet
  mkdir "$folder/1.30.0"
  mv "$work/packages/microsoft.ml.onnxruntime/1.30.0/runtimes/$nuget/native/libonnxruntime.so" "$folder/1.30.0"
fi

command -v npm > /dev/null || exit 0
for version in 1.14.0 1.17.3 1.20.1; do
  [[ ! -d $folder/$version ]] || continue
  (cd "$work" && npm pack --silent "onnxruntime-node@$version" > /dev/null)
  mkdir "$work/$version"
  tar -xzf "$work/onnxruntime-node-$version.tgz" -C "$work/$version" --strip-components=5 --wildcards \
    "package/bin/*/linux/$npm/libonnxruntime.so*"
  mv "$work/$version" "$folder/$version"
done
