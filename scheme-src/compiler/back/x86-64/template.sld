;;; Templates: instruction sequences on certain machine registers, by name; see $fixed in (compiler ir mach).
;;;
;;;   (expand-template name operands) -> items. The operands are concrete: a register or a frame slot.
(define-library (compiler back x86-64 template)
  (export expand-template)
  (import (scheme base) (compiler back x86-64 operand) (compiler back x86-64 encoder) (compiler back x86-64 item))
  (begin
    (define (expand-template name operands)
      (let ((entry (assq name templates)))
        (if (not entry) (error "template: no such name" name))
        (apply (cdr entry) operands)))

    (define op-mov (mnemonic-named 'mov))
    (define op-lea (mnemonic-named 'lea))
    (define op-sub (mnemonic-named 'sub))
    (define op-cmp (mnemonic-named 'cmp))
    (define op-or (mnemonic-named 'or))
    (define op-shl (mnemonic-named 'shl))
    (define op-mul (mnemonic-named 'mul))
    (define op-div (mnemonic-named 'div))
    (define op-idiv (mnemonic-named 'idiv))
    (define op-cqo (mnemonic-named 'cqo))
    (define op-rdtsc (mnemonic-named 'rdtsc))
    (define op-syscall (mnemonic-named 'syscall))
    (define op-rep-movsb (mnemonic-named 'rep-movsb))
    (define op-std (mnemonic-named 'std))
    (define op-cld (mnemonic-named 'cld))

    (define rax (general-register 0))
    (define rcx (general-register 1))
    (define rdx (general-register 2))
    (define rsi (general-register 6))
    (define rdi (general-register 7))
    (define rcx-number 1)
    (define rsi-number 6)
    (define rdi-number 7)

    ;; rcx bytes from rsi to rdi; backwards when the target begins inside the source.
    (define (copy-bytes)
      (let ((backward (make-place 'backward)) (done (make-place 'done)))
        (list (list op-mov rax rdi)
              (list op-sub rax rsi)
              (list op-cmp rax rcx)
              (make-jump 'b backward)
              (list op-rep-movsb)
              (make-jump #f done)
              backward
              (list op-lea rdi (make-memory #f rdi-number rcx-number 1 -1 #f))
              (list op-lea rsi (make-memory #f rsi-number rcx-number 1 -1 #f))
              (list op-std)
              (list op-rep-movsb)
              (list op-cld)
              done)))

    (define templates
      (list
       (cons 'multiply (lambda (factor) (list (list op-mul factor))))
       (cons 'signed-divide (lambda (divisor) (list (list op-cqo) (list op-idiv divisor))))
       (cons 'unsigned-divide (lambda (divisor) (list (list op-div divisor))))
       (cons 'copy-bytes copy-bytes)
       (cons 'time-stamp (lambda () (list (list op-rdtsc) (list op-shl rdx 32) (list op-or rax rdx))))
       (cons 'system-call (lambda () (list (list op-syscall))))))))
