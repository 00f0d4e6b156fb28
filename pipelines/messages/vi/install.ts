/** Of `kpi install`: what is printed beside the settings themselves, and where those go. */
export const install = {
  whichSystem: (known: readonly string[], said: string | undefined, near: string | undefined) =>
    `${said === undefined ? 'Chưa nói in cho hệ thống nào.' : `Không có hệ thống "${said}"${near === undefined ? '' : ` (có phải "${near}"?)`}.`} Dùng --print ${known.join(', --print ')}.`,
  badPath: (path: string) =>
    `Đường dẫn ${path} có ký tự không in ra được, không ghi vào cấu hình của máy được. Đổi tên thư mục rồi in lại.`,
  noHome: (home: string) => `Chưa có nơi lưu dữ liệu ${home}: chạy kpi init trước khi đặt vào máy.`,
  where: {
    systemd: (name: string, environment: string) =>
      `Ghi những dòng dưới đây vào /etc/systemd/system/${name}.service (quyền root), rồi chạy:\n  systemctl daemon-reload\n  systemctl enable --now ${name}\nMật khẩu của nguồn (KPI_SECRET_…='…') ghi ở ${environment}, quyền 0600.`,
    cron: (_: string, environment: string) =>
      `Thêm những dòng dưới đây vào crontab (crontab -e) của người chạy chương trình.\nMật khẩu của nguồn (KPI_SECRET_…='…') ghi ở ${environment}, quyền 0600.`,
    windows: (name: string) =>
      `Ghi những dòng dưới đây vào ${name}.ps1, mở PowerShell bằng quyền quản trị, chạy:\n  powershell -ExecutionPolicy Bypass -File ${name}.ps1\nMật khẩu của nguồn (KPI_SECRET_…) đặt làm biến môi trường của người chạy.`,
    compose: (_: string, environment: string) =>
      `Ghi những dòng dưới đây vào compose.yaml, rồi chạy:\n  docker compose up -d --build\nMật khẩu của nguồn (KPI_SECRET_…='…') ghi ở ${environment}, quyền 0600.`,
  },
  systemd: {
    head: (name: string) => `/etc/systemd/system/${name}.service`,
    user: 'Người chạy: phải là chủ của nơi lưu dữ liệu, không nên là root.',
    environment: 'Mật khẩu của các nguồn (KPI_SECRET_…), quyền 0600; không có tệp này cũng chạy.',
    memory: 'Quá mức này thì riêng đêm đó dừng; lịch và trang báo cáo vẫn chạy.',
    writes: 'Chỉ ghi vào nơi lưu dữ liệu và chỗ chương trình tự dịch.',
  },
  cron: {
    zone: (zone: string) =>
      `cron của Debian, Ubuntu không biết CRON_TZ và theo giờ của máy: đặt giờ máy là ${zone} (timedatectl set-timezone ${zone}).`,
  },
  windows: {
    about: {
      refresh: 'Nhận tệp, tính chỉ tiêu, dựng trang báo cáo mỗi đêm; máy tắt thì làm bù khi bật lại.',
      'site serve': 'Mở trang báo cáo khi máy khởi động.',
    },
    notDaily: (expression: string) =>
      `Lịch "${expression}" trong plan.yaml không phải là mỗi ngày một giờ, Task Scheduler không nhận.`,
    notDailyHint: 'Sửa schedule.refresh thành dạng "30 1 * * *" (01:30 mỗi đêm) rồi in lại.',
  },
  compose: {
    head: 'Cần Docker Compose 2.24 trở lên. Thư mục giữ nguyên chỗ trong container; trang báo cáo chỉ mở cho máy này.',
    root: 'Người in là root: container chạy bằng người dùng số 1000, nơi lưu dữ liệu phải là của người đó.',
  },
};
