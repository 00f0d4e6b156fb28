import type { Random } from '../../config/random.ts';
import type { Status } from './dossier.ts';

/** The labels under which a portal prints each status; the more common one stands more often. */
const labels: Record<Status, readonly string[]> = {
  registered: ['Mới đăng ký'],
  received: ['Được tiếp nhận', 'Hồ sơ mới tiếp nhận'],
  not_accepted: ['Không được tiếp nhận'],
  processing: ['Đang xử lý'],
  supplement_requested: ['Yêu cầu bổ sung giấy tờ', 'Chờ bổ sung hồ sơ'],
  payment_requested: ['Yêu cầu thực hiện nghĩa vụ tài chính'],
  withdrawn: ['Công dân yêu cầu rút hồ sơ', 'Đã rút hồ sơ'],
  stopped: ['Dừng xử lý'],
  done: ['Đã xử lý xong'],
  returned: ['Đã trả kết quả'],
};

/** Processing that only waits for a signature. */
export const awaitingSignature = 'Chờ ký duyệt';

export function statusLabel(random: Random, status: Status): string {
  return random.pick(labels[status]);
}
